# 64 MB is the limit: one byte more is left out, and the next message is read.
!only turns
!flood 67108865
<-- {"id": null, "error": {"code": -32700, "message": "/over the limit/"}}
--> {"id": 1, "method": "no/such"}
<-- {"id": 1, "error": {"code": -32601, "message": "<text>"}}
!raw "Content-Length: 123456789012345678\r\n\r\n"
<-- {"id": null, "error": {"code": -32700, "message": "/over the limit/"}}
--> {"id": 2, "method": "no/such"}
<-- {"id": 2, "error": {"code": -32601, "message": "<text>"}}
