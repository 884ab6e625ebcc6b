import Mustache

/// The tabs alone, for a browser that already has the page.
struct Tabs: Sendable, MustacheParent {
    let tabs: [QueuePage.Tab]

    func child(named name: String) -> Any? { name == "tabs" ? tabs : nil }
}
