# What is no header is answered once, and skipped up to the next one.
!raw "hello\r\n"
<-- {"id": null, "error": {"code": -32700, "message": "/no header/"}}
--> {"id": 1, "method": "no/such"}
<-- {"id": 1, "error": {"code": -32601, "message": "/no\/such/"}}
!raw "Content-Length: minus five\r\n\r\n"
<-- {"id": null, "error": {"code": -32700, "message": "/not a number/"}}
--> {"id": 2, "method": "no/such"}
<-- {"id": 2, "error": {"code": -32601, "message": "<text>"}}
!raw "Content-Type: text/plain\r\n\r\n{\"jsonrpc\":\"2.0\",\"id\":5}"
<-- {"id": null, "error": {"code": -32700, "message": "/without Content-Length/"}}
--> {"id": 3, "method": "no/such"}
<-- {"id": 3, "error": {"code": -32601, "message": "<text>"}}
--> {"id": 5, "method": "no/such"}
<-- {"id": 5, "error": {"code": -32601, "message": "<text>"}}
!raw "content-length:43\r\ncontent-type: application/vscode-jsonrpc; charset=utf8\r\n\r\n{\"jsonrpc\":\"2.0\",\"id\":6,\"method\":\"no/such\"}"
<-- {"id": 6, "error": {"code": -32601, "message": "<text>"}}
