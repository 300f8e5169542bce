# After shutdown requests fail, notifications are dropped, and exit ends it with 0.
--> {"id": 1, "method": "shutdown"}
--> {"id": 2, "method": "shutdown"}
--> {"id": 3, "method": "workspace/executeCommand", "params": {"command": "prosed.status"}}
--> {"id": 4, "method": "initialize", "params": {"processId": null, "rootUri": null, "capabilities": {}}}
--> {"id": 5, "method": "no/such"}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/a.md", "languageId": "markdown",
      "version": 1, "text": "x"}}}
<-- {"id": 1, "result": null}
<-- {"id": 2, "error": {"code": -32600, "message": "/shut down/"}}
<-- {"id": 3, "error": {"code": -32600, "message": "<text>"}}
<-- {"id": 4, "error": {"code": -32600, "message": "<text>"}}
<-- {"id": 5, "error": {"code": -32600, "message": "<text>"}}
!sync
--> {"method": "exit"}
!exit 0
