// Package sftp keeps copies on a server that speaks SFTP (nơi để bản sao trên máy chủ SSH).
//
// A server is believed by its key alone, which a person confirmed before. An object is
// written beside, synced where the server offers it (fsync@openssh.com), and given its name
// in one step that overwrites nothing. A server syncs no folder for a client: after it lost
// its power the newest names may be missing there, which the next round sees and brings again.
// What the server says of an object is held against what was sent by who reads it back.
package sftp
