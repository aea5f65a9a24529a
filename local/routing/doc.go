// Package routing knows the road of a document through the office (luân chuyển, xử lý văn bản;
// Nghị định 137/2024, Điều 9.4b; Nghị định 30/2020, Điều 10–19 and 22–24): which step may follow
// which, who may take it, and by when.
//
// Where a document stands is a function of the steps that are known, and of nothing else. Each
// step names the one that it follows, so that none can be skipped, taken twice or overwritten:
// two stations that went on from one step without knowing of each other make two roads, and both
// are kept until a person says which of them stands. Opinions are asked beside the road and go
// together by themselves.
package routing
