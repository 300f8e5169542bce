# A client that says nothing about itself: UTF-16, plain commands, a menu instead of ghost text.
!bare
--> {"id": "x", "method": "initialize", "params": {"processId": null, "rootUri": null, "capabilities": {}}}
<-- {"id": "x", "result": {"capabilities": {"positionEncoding": "utf-16", "completionProvider": {}, "hoverProvider": true,
      "inlineCompletionProvider": "!", "codeActionProvider": true,
      "executeCommandProvider": {"commands": "<list>"}}}}
--> {"method": "initialized", "params": {}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "untitled:Untitled-1",
      "languageId": "markdown", "version": 1, "text": "A line."}}}
--> {"id": "y", "method": "textDocument/codeAction", "params": {"textDocument": {"uri": "untitled:Untitled-1"},
      "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}},
      "context": {"diagnostics": []}}}
<-- {"id": "y", "result": []}
--> {"id": 12, "method": "shutdown"}
<-- {"id": 12, "result": null}
--> {"method": "exit"}
!exit 0
