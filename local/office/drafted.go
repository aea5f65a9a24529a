package office

// DraftWish (soạn theo mẫu) is what is filled into the form that Nghị định 30/2020, Phụ lục III has
// for a document, beside what its register says of it. Where there may be several of something, each
// is a line.
type DraftWish struct {
	Document  ID     `json:"document"`
	Upper     string `json:"upper,omitempty"`     // cơ quan chủ quản trực tiếp; empty: there is none
	Place     string `json:"place,omitempty"`     // địa danh
	Authority string `json:"authority,omitempty"` // thẩm quyền ban hành, of what decides
	Grounds   string `json:"grounds,omitempty"`   // căn cứ
	To        string `json:"to,omitempty"`        // kính gửi, or nơi nhận
	Capacity  string `json:"capacity,omitempty"`  // quyền hạn của người ký: "TM. Ủy ban nhân dân", "KT. Chủ tịch"
	Position  string `json:"position,omitempty"`  // chức vụ
	Signer    string `json:"signer,omitempty"`
	Unit      string `json:"unit,omitempty"` // đơn vị soạn thảo, as it is abbreviated
}

// DraftForm is the form that a document has, and what would be filled into it.
type DraftForm struct {
	DraftWish
	Form string     `json:"form"` // "Mẫu 1.5 - Công văn"
	Asks []DraftAsk `json:"asks,omitempty"`
	Say  string     `json:"say,omitempty"` // what the clerk is to look at; Vietnamese
}

// DraftAsk is something that a form asks for, beside place, upper office and what every one has.
type DraftAsk string

// What some forms have, and others do not.
const (
	DraftAuthority DraftAsk = "authority"
	DraftGrounds   DraftAsk = "grounds"
	DraftSigned    DraftAsk = "signed" // capacity, position and name of who signs
	DraftTo        DraftAsk = "to"
)
