// What a user of the library needs without naming the modules inside.
@_exported public import Annotation
@_exported public import Article
@_exported public import Base
@_exported public import Document
@_exported public import Encoder
@_exported public import GraphFormats
@_exported public import GraphRendering
@_exported public import KnowledgeGraph
@_exported public import Ontology
