# A client that does not say how it counts, and counts code points: in doubt behind 😀 until a place gives it away, and
# edits there replace the whole line.
!bare
!file a.md "Zwölf 😀 men do not dance.\nA second line.\n"
--> {"id": 0, "method": "initialize", "params": {"processId": null, "rootUri": "${uri}", "capabilities": {
      "textDocument": {"inlineCompletion": {}}}}}
<-- {"id": 0, "result": {"capabilities": {"positionEncoding": "utf-16", "completionProvider": {},
      "inlineCompletionProvider": {}}}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/a.md", "languageId": "markdown",
      "version": 1, "text": "Zwölf 😀 men do not dance.\nA second line.\n"}}}
--> {"id": 1, "method": "workspace/executeCommand", "params": {"command": "prosed.preferences.add", "arguments": [
      {"uri": "${uri}/a.md", "text": "Use contractions."}]}}
<-- {"id": 1, "result": {}}
--> {"id": 2, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "arguments": [
      {"uri": "${uri}/a.md", "position": {"line": 0, "character": 0}}]}}
<-- {"id": 2, "result": {"edits": [{"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 26}},
      "newText": "Zwölf 😀 men don't dance."}]}}
!sync
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/a.md", "version": 2},
      "contentChanges": [{"range": {"start": {"line": 0, "character": 11}, "end": {"line": 0, "character": 11}},
        "text": " in red"}]}}
--> {"id": 3, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "arguments": [
      {"uri": "${uri}/a.md", "position": {"line": 0, "character": 0}}]}}
<-- {"id": 3, "error": {"code": -32801, "message": "/save it/"}}
!sync
--> {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "${uri}/a.md", "version": 3},
      "contentChanges": [{"range": {"start": {"line": 0, "character": 7}, "end": {"line": 0, "character": 7}},
        "text": "-"}]}}
--> {"id": 4, "method": "workspace/executeCommand", "params": {"command": "prosed.rewrite", "arguments": [
      {"uri": "${uri}/a.md", "position": {"line": 0, "character": 0}}]}}
<-- {"id": 4, "result": {"before": "Zwölf 😀- men in red do not dance.\nA second line.",
      "edits": [{"newText": "don't"}]}}
!sync
--> {"id": 5, "method": "shutdown"}
<-- {"id": 5, "result": null}
--> {"method": "exit"}
!exit 0
