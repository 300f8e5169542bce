# Arguments of commands: the message names the argument and what it has to be.
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/a.md", "languageId": "markdown",
      "version": 3, "text": "One.\n"}}}
--> {"id": 1, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite"}}
<-- {"id": 1, "error": {"code": -32602, "message": "prosed.rewrite: argument \"uri\" is missing: a text"}}
--> {"id": 2, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "arguments": [{"uri": 5}]}}
<-- {"id": 2, "error": {"code": -32602, "message": "prosed.rewrite: argument \"uri\" has to be a text"}}
--> {"id": 3, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite",
      "arguments": [{"uri": "${uri}/a.md"}]}}
<-- {"id": 3, "error": {"code": -32602, "message": "prosed.rewrite: argument \"range\" or \"position\" is missing"}}
--> {"id": 4, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite",
      "arguments": [{"uri": "${uri}/a.md", "position": {"line": 0}}]}}
<-- {"id": 4, "error": {"code": -32602,
      "message": "prosed.rewrite: argument \"position\" has to be a position {line, character}"}}
--> {"id": 5, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite",
      "arguments": [{"uri": "${uri}/a.md", "position": {"line": 0, "character": 0}, "instructions": "shorter"}]}}
<-- {"id": 5, "error": {"code": -32602, "message": "/unknown argument \"instructions\"; it takes uri, range, position/"}}
--> {"id": 6, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite",
      "arguments": [{"uri": "${uri}/gone.md", "position": {"line": 0, "character": 0}}]}}
<-- {"id": 6, "error": {"code": -32602, "message": "/gone[.]md is not open/"}}
--> {"id": 7, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite",
      "arguments": [{"uri": "${uri}/a.md", "position": {"line": 0, "character": 0}, "version": 2}]}}
<-- {"id": 7, "error": {"code": -32801, "message": "the document is at version 3, not at 2; ask again"}}
--> {"id": 8, "method": "workspace/executeCommand", "params": {"command": "prosed.status", "arguments": {"uri": "x"}}}
<-- {"id": 8, "error": {"code": -32602, "message": "prosed.status: arguments has to be a list of one object"}}
--> {"id": 9, "method": "workspace/executeCommand", "params": {"command": "prosed.status", "arguments": ["x"]}}
<-- {"id": 9, "error": {"code": -32602, "message": "<text>"}}
--> {"id": 10, "method": "workspace/executeCommand", "params": {"command": "prosed.accept", "arguments": [{"suggestion": 0}]}}
<-- {"id": 10, "error": {"code": -32602,
      "message": "prosed.accept: argument \"suggestion\" has to be a whole number from 1 up"}}
--> {"id": 11, "method": "workspace/executeCommand", "params": {"command": "prosed.feedback",
      "arguments": [{"suggestion": 1, "feedback": "loved"}]}}
<-- {"id": 11, "error": {"code": -32602, "message": "/shown, accepted, partly, edited or rejected/"}}
--> {"id": "kept", "method": "workspace/executeCommand", "params": {"command": "prosed.feedback",
      "arguments": [{"suggestion": 1, "feedback": "partly", "kept": 40}]}}
<-- {"id": "kept", "error": {"code": -32602, "message": "/\"kept\" has to be a number from 0 to 1/"}}
--> {"id": 12, "method": "workspace/executeCommand", "params": {"command": "prosed.accept",
      "arguments": [{"suggestion": 99}]}}
<-- {"id": 12, "error": {"code": -32803, "message": "/99/"}}
--> {"id": 13, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.pin", "arguments": [{"id": 99}]}}
<-- {"id": 13, "error": {"code": -32803, "message": "/99/"}}
--> {"id": 14, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.add",
      "arguments": [{"text": "Short sentences."}]}}
<-- {"id": 14, "error": {"code": -32602, "message": "/genre/"}}
--> {"id": 15, "method": "workspace/executeCommand", "params": {"command": "prosed.samples.forget", "arguments": [{"id": 99}]}}
<-- {"id": 15, "error": {"code": -32803, "message": "/99/"}}
--> {"id": 16, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.edit", "arguments": [{"id": 99}]}}
<-- {"id": 16, "error": {"code": -32602, "message": "/\"text\" is missing/"}}
--> {"id": 17, "method": "workspace/executeCommand", "params": {"command": "prosed.feedback",
      "arguments": [{"suggestion": 1, "feedback": "partly", "kept": -0.5}]}}
<-- {"id": 17, "error": {"code": -32602, "message": "prosed.feedback: argument \"kept\" has to be a number from 0 to 1"}}
--> {"id": 18, "method": "workspace/executeCommand", "params": {"command": "prosed.feedback",
      "arguments": [{"suggestion": 1, "feedback": "partly", "kept": 1.5}]}}
<-- {"id": 18, "error": {"code": -32602, "message": "prosed.feedback: argument \"kept\" has to be a number from 0 to 1"}}
