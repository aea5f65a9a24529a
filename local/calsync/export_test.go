package calsync

// NameOf is how a new object is called.
var NameOf = nameOf
