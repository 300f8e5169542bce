# What a client may see of a rewrite and of a completion while it waits, under tokens that come with the command.
!client {"window": {"workDoneProgress": true}}
!initialize {"initializationOptions": {"learn": {"enabled": false}}}
--> {"id": "taste", "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.add",
      "arguments": [{"genre": "docs", "text": "Leave out intensifiers such as \"very\" and \"really\"."}]}}
<-- {"id": "taste", "result": {"id": "<int>"}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/a.md", "languageId": "markdown",
      "version": 1, "text": "# Title\n\nThe roof is very old and the door is very heavy.\n\nWe tested the parsers, as soon as \n\nIt comes as soon as possible, and not before. He goes as soon as possible, and not before.\n"}}}
!sync
# Work-done progress: begun at once, ended before the reply; the built-in stylist is too quick for more.
--> {"id": 1, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "workDoneToken": "mine",
      "arguments": [{"uri": "${uri}/a.md", "position": {"line": 2, "character": 5}}]}}
<-- {"method": "$/progress", "params": {"token": "mine", "value": {"=": true, "kind": "begin",
      "title": "Rewriting in your style", "cancellable": true}}}
<-- {"method": "$/progress", "params": {"token": "mine", "value": {"=": true, "kind": "end"}}}
<-- {"id": 1, "result": {"after": "The roof is old and the door is heavy."}}
!sync
--> {"id": 2, "method": "workspace/executeCommand", "params": {"command": "prosed.complete", "workDoneToken": 7,
      "arguments": [{"uri": "${uri}/a.md", "position": {"line": 4, "character": 999}}]}}
<-- {"method": "$/progress", "params": {"token": 7, "value": {"kind": "begin", "title": "Completing"}}}
<-- {"method": "$/progress", "params": {"token": 7, "value": {"=": true, "kind": "end"}}}
<-- {"id": 2, "result": {"text": "/./"}}
!sync
# A partial result has no beginning and no end; what is no token is none.
--> {"id": 3, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "partialResultToken": "part",
      "workDoneToken": "both", "arguments": [{"uri": "${uri}/a.md", "position": {"line": 2, "character": 5}}]}}
<-- {"id": 3, "result": {"after": "The roof is old and the door is heavy."}}
--> {"id": 4, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "partialResultToken": {"a": 1},
      "workDoneToken": null, "arguments": [{"uri": "${uri}/a.md", "position": {"line": 2, "character": 5}}]}}
<-- {"id": 4, "result": {"after": "The roof is old and the door is heavy."}}
# Progress that nobody knows is not cancelled.
--> {"method": "window/workDoneProgress/cancel", "params": {"token": "mine"}}
--> {"method": "window/workDoneProgress/cancel", "params": {"token": 7}}
--> {"method": "window/workDoneProgress/cancel", "params": {}}
