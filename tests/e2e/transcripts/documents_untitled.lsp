# What is typed in a document without a name counts as typed when it is saved: VS Code opens the new file empty, puts the
# text in, and closes the other one only then.
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "untitled:Untitled-1", "languageId": "markdown", "version": 1, "text": ""}}}
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "untitled:Untitled-1", "version": 2}, "contentChanges": [{"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "text": "I've counted the steps, the windows, and the doors again, and "}]}}
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "untitled:Untitled-1", "version": 3}, "contentChanges": [{"range": {"start": {"line": 0, "character": 62}, "end": {"line": 0, "character": 62}}, "text": "they don't agree with the plan. It isn't the plan that's wrong, "}]}}
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "untitled:Untitled-1", "version": 4}, "contentChanges": [{"range": {"start": {"line": 0, "character": 126}, "end": {"line": 0, "character": 126}}, "text": "though; we've walled up a window since then."}]}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/new.md", "languageId": "markdown", "version": 1, "text": ""}}}
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/new.md", "version": 2}, "contentChanges": [{"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "text": "I've counted the steps, the windows, and the doors again, and they don't agree with the plan. It isn't the plan that's wrong, though; we've walled up a window since then."}]}}
--> {"method": "textDocument/didClose", "params": {"textDocument": {"uri": "untitled:Untitled-1"}}}
--> {"method": "textDocument/didSave", "params": {"textDocument": {"uri": "${uri}/new.md"}}}
--> {"id": 1, "method": "workspace/executeCommand", "params": {"command": "prosed.samples", "arguments": [{"uri": "${uri}/new.md"}]}}
<-- {"id": 1, "result": {"items": [{"path": "new.md", "state": "waiting", "text": "I've counted the steps, the windows, and the doors again, and they don't agree with the plan. It isn't the plan that's wrong, though; we've walled up a window since then."}]}}
