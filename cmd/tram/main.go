// Command tram is the desk of a commune office: Trạm Công vụ.
package main

func main() {}
