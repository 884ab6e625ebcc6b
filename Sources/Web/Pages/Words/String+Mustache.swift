public import Mustache

/// A text says what it is at once: else mustache tries it as a lambda, an optional and a stream before it writes it.
extension String: @retroactive MustacheCustomRenderable {
    public var renderText: String { self }
    public var isNull: Bool { false }
}
