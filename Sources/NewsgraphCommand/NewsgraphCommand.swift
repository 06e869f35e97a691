import ArgumentParser
import Newsgraph

@main
struct NewsgraphCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: Product.name,
    abstract: "Knowledge graphs out of news articles, every node and edge with its source.",
    discussion: """
      Reads an English article (plain text, Markdown, HTML) and writes who and what is in it, how they are related, and who claims \
      what. Works offline; the same input gives the same bytes.

      EXAMPLES
        newsgraph extract story.html                             a summary on the terminal
        newsgraph extract story.html -o story.graphml -o story.svg
        newsgraph render story.json -o story.png
        newsgraph verify story.json --source story.html

      EXIT CODES
        0 fine, 64 wrong usage, 65 input that can't be used, 66 no such input, 69 a part of the installation is missing, \
      70 a mistake of this program, 73 can't write.
      """,
    version: Product.version,
    subcommands: [Extract.self, Render.self, Convert.self, Verify.self, Annotate.self, Schema.self])
}
