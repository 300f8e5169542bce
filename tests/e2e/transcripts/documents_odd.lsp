# Notifications about documents that make no sense are logged, and the server goes on.
--> {"method": "textDocument/didOpen"}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/a.md"}}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": "a.md"}}
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/a.md", "version": 2},
      "contentChanges": [{"text": "x"}]}}
--> {"method": "textDocument/didSave", "params": {"textDocument": {"uri": "${uri}/a.md"}}}
--> {"method": "textDocument/didClose", "params": {"textDocument": {"uri": "${uri}/a.md"}}}
--> {"method": "textDocument/didClose", "params": []}
# Opened twice: the second text counts. Versions that go backwards are taken as they come.
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/a.md", "languageId": "markdown",
      "version": 7, "text": "This is the first text."}}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/a.md", "languageId": "markdown",
      "version": 3, "text": "This is the next text."}}}
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/a.md", "version": 2},
      "contentChanges": [{"range": {"start": {"line": 0, "character": 11}, "end": {"line": 0, "character": 8}},
        "text": "a"}]}}
--> {"id": 1, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "arguments": [
      {"uri": "${uri}/a.md", "instruction": "shorter", "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 99}}}]}}
<-- {"id": 1, "result": {"version": 2, "before": "This is a next text."}}
!sync
# A change that cannot be read puts the document out of step, until its whole text comes.
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/a.md", "version": 8},
      "contentChanges": [{"range": {"start": {"line": -4}}, "text": "lost"}]}}
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/a.md", "version": 9},
      "contentChanges": [{"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}},
        "text": "lost, too"}]}}
--> {"method": "textDocument/didSave", "params": {"textDocument": {"uri": "${uri}/a.md"}}}
--> {"id": 2, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "arguments": [
      {"uri": "${uri}/a.md", "instruction": "shorter", "position": {"line": 0, "character": 0}}]}}
<-- {"id": 2, "error": {"code": -32801, "message": "/a change of it could not be read/"}}
--> {"id": 3, "method": "textDocument/codeAction", "params": {"textDocument": {"uri": "${uri}/a.md"},
      "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "context": {"diagnostics": []}}}
<-- {"id": 3, "error": {"code": -32801, "message": "<text>"}}
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/a.md", "version": 10},
      "contentChanges": [{"text": "Here is the text again."}]}}
--> {"id": 4, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "arguments": [
      {"uri": "${uri}/a.md", "instruction": "shorter", "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 99}}}]}}
<-- {"id": 4, "result": {"before": "Here is the text again."}}
!sync
# So does one that is no JSON at all, if it can be told whose it was.
!body "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didChange\",\"params\":{\"textDocument\":{\"uri\":\"untitled:b\",\"version\":2},\"contentChanges\":[{\"text\":\"\\u0000\"}]}}"
<-- {"id": null, "error": {"code": -32700, "message": "<text>"}}
--> {"id": 5, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "arguments": [
      {"uri": "${uri}/a.md", "instruction": "shorter", "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 99}}}]}}
<-- {"id": 5, "result": {"before": "Here is the text again."}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "untitled:b", "languageId": "markdown",
      "version": 1, "text": "Some text in no file."}}}
!body "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didChange\",\"params\":{\"textDocument\":{\"uri\":\"untitled:b\",\"version\":2},\"contentChanges\":[{\"text\":\"\\u0000\"}]}}"
<-- {"id": null, "error": {"code": -32700, "message": "<text>"}}
--> {"id": 6, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "arguments": [
      {"uri": "untitled:b", "instruction": "shorter", "position": {"line": 0, "character": 0}}]}}
<-- {"id": 6, "error": {"code": -32801, "message": "<text>"}}
!stderr /out of step/
