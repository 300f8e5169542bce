!raw "Content-Length: 100\r\n\r\n{\"jsonrpc\":"
!eof
!exit 1
!stderr /inside of a message/
