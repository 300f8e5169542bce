# A length that is too great swallows the beginning of the next message, which is found again.
!raw "Content-Length: 60\r\n\r\n{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"no/such\"}"
--> {"id": 2, "method": "no/such"}
<-- {"id": null, "error": {"code": -32700, "message": "<text>"}}
<-- {"id": 2, "error": {"code": -32601, "message": "<text>"}}
