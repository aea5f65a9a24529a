package office

// Flow is the way that a document takes through an office: each has its registers.
type Flow string

// The flows of Nghị định 30/2020: văn bản đến, đi, nội bộ, bản sao, gửi qua bưu điện.
const (
	FlowIn       Flow = "in"
	FlowOut      Flow = "out"
	FlowInternal Flow = "internal"
	FlowCopies   Flow = "copies"
	FlowPost     Flow = "post"
)

// Flows are all, in the order in which they are offered.
var Flows = []Flow{FlowIn, FlowOut, FlowInternal, FlowCopies, FlowPost}

var flowNames = map[Flow]string{FlowIn: "đến", FlowOut: "đi", FlowInternal: "nội bộ", FlowCopies: "bản sao", FlowPost: "bưu điện"}

// Makes tells that the office makes such documents: each type has numbers of its own.
func (f Flow) Makes() bool { return f == FlowOut || f == FlowInternal }

// Said is the flow in words.
func (f Flow) Said() string { return flowNames[f] }
