--> {"id": 1, "method": "textDocument/definition", "params": {}}
<-- {"id": 1, "error": {"code": -32601, "message": "textDocument/definition: this server has no such method"}}
--> {"id": 2, "method": "$/unheard", "params": {}}
<-- {"id": 2, "error": {"code": -32601, "message": "<text>"}}
--> {"id": 3, "method": "", "params": {}}
<-- {"id": 3, "error": {"code": -32601, "message": "<text>"}}
--> {"id": 4, "method": "SHUTDOWN"}
<-- {"id": 4, "error": {"code": -32601, "message": "<text>"}}
# A notification sent as a request, and a request without an id.
--> {"id": 5, "method": "textDocument/didOpen", "params": {}}
<-- {"id": 5, "error": {"code": -32600, "message": "/notification/"}}
--> {"method": "shutdown"}
# Notifications that nobody knows are dropped.
--> {"method": "textDocument/unheard", "params": {}}
--> {"method": "$/unheard", "params": []}
--> {"id": 6, "method": "workspace/executeCommand", "params": {"command": "prosed.status"}}
<-- {"id": 6, "result": "*"}
