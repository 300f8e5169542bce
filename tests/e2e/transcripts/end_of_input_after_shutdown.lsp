--> {"id": 1, "method": "shutdown"}
<-- {"id": 1, "result": null}
!eof
!exit 0
