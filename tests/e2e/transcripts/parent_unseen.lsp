# A process that was never there (another container's) is not watched.
!initialize {"processId": 2147483646}
!sleep 50
