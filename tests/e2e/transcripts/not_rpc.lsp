# JSON, but no message.
!body "[]"
<-- {"id": null, "error": {"code": -32600, "message": "/batch/"}}
!body "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"shutdown\"}]"
<-- {"id": null, "error": {"code": -32600, "message": "<text>"}}
!body "42"
<-- {"id": null, "error": {"code": -32600, "message": "<text>"}}
!body "{}"
<-- {"id": null, "error": {"code": -32600, "message": "<text>"}}
!body "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"shutdown\"}"
<-- {"id": 1, "error": {"code": -32600, "message": "/2[.]0/"}}
!body "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":7}"
<-- {"id": "a", "error": {"code": -32600, "message": "/method/"}}
!body "{\"jsonrpc\":\"2.0\",\"id\":[1],\"method\":\"shutdown\"}"
<-- {"id": null, "error": {"code": -32600, "message": "/id/"}}
!body "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"shutdown\",\"params\":3}"
<-- {"id": 2, "error": {"code": -32600, "message": "/params/"}}
# Responses to nothing are dropped.
--> {"id": 5, "result": null}
--> {"id": 1000000, "error": {"code": 1, "message": "x"}}
--> {"id": null, "error": {"code": 1, "message": "x"}}
