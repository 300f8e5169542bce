# Nothing but initialize and exit before initialize.
!bare
--> {"id": 1, "method": "shutdown"}
<-- {"id": 1, "error": {"code": -32002, "message": "/initialize first/"}}
--> {"id": 2, "method": "textDocument/codeAction", "params": {}}
<-- {"id": 2, "error": {"code": -32002, "message": "<text>"}}
--> {"id": 3, "method": "no/such", "params": {}}
<-- {"id": 3, "error": {"code": -32002, "message": "<text>"}}
--> {"method": "initialized", "params": {}}
--> {"method": "textDocument/didOpen", "params": {"textDocument": {"uri": "${uri}/a.md", "languageId": "markdown",
      "version": 1, "text": "x"}}}
--> {"method": "exit"}
!exit 1
