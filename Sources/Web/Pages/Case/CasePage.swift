import Casework
import Mustache
import Storage

/// `/cases/{number}`.
struct CasePage: Page, MustacheParent {
    let title: String
    let actions: ActionForms

    func child(named name: String) -> Any? {
        switch name {
        case "title": title
        case "actions": actions
        default: nil
        }
    }
}
