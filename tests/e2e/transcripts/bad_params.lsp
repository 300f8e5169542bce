# Each request with parameters that are missing, of another type, or about nothing.
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/a.md", "languageId": "markdown",
      "version": 1, "text": "One.\n"}}}
--> {"id": 1, "method": "textDocument/codeAction"}
<-- {"id": 1, "error": {"code": -32602, "message": "textDocument.uri is missing"}}
--> {"id": 2, "method": "textDocument/codeAction", "params": []}
<-- {"id": 2, "error": {"code": -32602, "message": "/object/"}}
--> {"id": 3, "method": "textDocument/codeAction", "params": {"textDocument": {"uri": 5}}}
<-- {"id": 3, "error": {"code": -32602, "message": "textDocument.uri is missing"}}
--> {"id": 4, "method": "textDocument/codeAction", "params": {"textDocument": {"uri": "${uri}/a.md"}}}
<-- {"id": 4, "error": {"code": -32602, "message": "/^range/"}}
--> {"id": 5, "method": "textDocument/codeAction", "params": {"textDocument": {"uri": "${uri}/a.md"},
      "range": {"start": {"line": -1, "character": 0}, "end": {"line": 0, "character": 0}}}}
<-- {"id": 5, "error": {"code": -32602, "message": "/^range/"}}
--> {"id": 6, "method": "textDocument/inlineCompletion", "params": {"textDocument": {"uri": "${uri}/a.md"},
      "position": {"line": 0.5, "character": 0}, "context": {"triggerKind": 1}}}
<-- {"id": 6, "error": {"code": -32602, "message": "/^position/"}}
--> {"id": 7, "method": "textDocument/inlineCompletion", "params": {"textDocument": {"uri": "${uri}/b.md"},
      "position": {"line": 0, "character": 0}, "context": {"triggerKind": 1}}}
<-- {"id": 7, "error": {"code": -32602, "message": "/b[.]md is not open/"}}
--> {"id": 8, "method": "textDocument/completion", "params": {"textDocument": {"uri": "${uri}/a.md"}}}
<-- {"id": 8, "error": {"code": -32602, "message": "/^position/"}}
--> {"id": 9, "method": "codeAction/resolve", "params": {"title": "x"}}
<-- {"id": 9, "error": {"code": -32602, "message": "data.uri is missing"}}
--> {"id": 10, "method": "codeAction/resolve", "params": {"title": "x", "data": {"uri": "${uri}/a.md"}}}
<-- {"id": 10, "error": {"code": -32801, "message": "<text>"}}
--> {"id": 11, "method": "codeAction/resolve", "params": {"title": "x", "data": {"uri": "${uri}/a.md", "opening": 1,
      "revision": 0, "start": 0, "end": 999}}}
<-- {"id": 11, "error": {"code": -32801, "message": "<text>"}}
--> {"id": 12, "method": "codeAction/resolve", "params": {"title": "x", "data": {"uri": "${uri}/a.md", "opening": 1,
      "revision": 12345, "start": 0, "end": 1}}}
<-- {"id": 12, "error": {"code": -32801, "message": "<text>"}}
--> {"id": 13, "method": "workspace/executeCommand", "params": {}}
<-- {"id": 13, "error": {"code": -32602, "message": "/command is missing/"}}
--> {"id": 14, "method": "workspace/executeCommand", "params": {"command": "prosed.fly"}}
<-- {"id": 14, "error": {"code": -32602, "message": "/prosed.fly/"}}
