import ArgumentParser

@main
struct NewsgraphCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "newsgraph")
}
