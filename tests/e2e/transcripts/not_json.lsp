!body "hello"
<-- {"id": null, "error": {"code": -32700, "message": "/JSON/"}}
!body ""
<-- {"id": null, "error": {"code": -32700, "message": "<text>"}}
!body "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"shutdown\""
<-- {"id": null, "error": {"code": -32700, "message": "<text>"}}
!body "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"shutdown\"} x"
<-- {"id": null, "error": {"code": -32700, "message": "<text>"}}
!body "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"shut\u0000down\"}"
<-- {"id": null, "error": {"code": -32700, "message": "<text>"}}
!body "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\\ud800\"}"
<-- {"id": null, "error": {"code": -32700, "message": "<text>"}}
!body "{\"jsonrpc\":\"2.0\",\"id\":01,\"method\":\"shutdown\"}"
<-- {"id": null, "error": {"code": -32700, "message": "<text>"}}
