# A client that does not read for a while: the server waits with it and loses nothing.
!only once
!stall 1500
!many 60000
!sync
