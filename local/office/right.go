package office

import "slices"

// Right (quyền) is what a person may do here. A step of a record needs one.
type Right string

// The rights of a station. MayRead is what every log-in has.
const (
	MayRead     Right = "read"     // đọc hồ sơ, tìm, kiểm chứng
	MayConvert  Right = "convert"  // chuyển đổi hai chiều, in bản giấy
	MaySign     Right = "sign"     // ký số, xác nhận chữ ký và dấu tươi
	MayWithdraw Right = "withdraw" // thu hồi bản đã hoàn thành
	MayKeep     Right = "keep"     // giữ các sổ của cơ quan
	MayDecide   Right = "decide"   // chỉ đạo, duyệt văn bản
	MayRun      Right = "run"      // thiết lập trạm, gốc tin cậy, trao đổi giữa các trạm
	MayAdmit    Right = "admit"    // người dùng và quyền của họ
	MayAudit    Right = "audit"    // đọc và xuất nhật ký
	MayReview   Right = "review"   // ghi việc soát xét nhật ký (Điều 13.2a)
)

var rightNames = map[Right]string{
	MayRead: "xem hồ sơ", MayConvert: "chuyển đổi và in văn bản", MaySign: "ký số", MayWithdraw: "thu hồi hồ sơ",
	MayKeep: "giữ sổ của cơ quan", MayDecide: "chỉ đạo, duyệt văn bản", MayRun: "thiết lập trạm", MayAdmit: "quản lý người dùng",
	MayAudit: "xem nhật ký", MayReview: "ghi việc soát xét nhật ký",
}

// Rights lists them in the order in which they are offered.
var Rights = []Right{MayRead, MayConvert, MaySign, MayWithdraw, MayKeep, MayDecide, MayRun, MayAdmit, MayAudit, MayReview}

// Name tells in Vietnamese what the right lets a person do.
func (r Right) Name() string { return rightNames[r] }

// Post (vai trò người dùng) is a set of rights that an office gives to a person. One
// person may have several.
type Post string

// The posts that an office knows. An inspector reads all and changes nothing
// (Điều 6.3d).
const (
	AsClerk     Post = "clerk"
	AsOfficer   Post = "officer"
	AsLeader    Post = "leader"
	AsAdmin     Post = "admin"
	AsInspector Post = "inspector"
)

// Posts lists them in the order in which they are offered.
var Posts = []Post{AsClerk, AsOfficer, AsLeader, AsAdmin, AsInspector}

var postNames = map[Post]string{
	AsClerk: "Văn thư", AsOfficer: "Công chức", AsLeader: "Lãnh đạo",
	AsAdmin: "Quản trị", AsInspector: "Thanh tra",
}

// Name is the Vietnamese name of the post.
func (p Post) Name() string { return postNames[p] }

var postRights = map[Post][]Right{
	AsClerk:     {MayRead, MayConvert, MaySign, MayWithdraw, MayKeep},
	AsOfficer:   {MayRead, MayConvert, MayKeep},
	AsLeader:    {MayRead, MayConvert, MaySign, MayWithdraw, MayKeep, MayDecide, MayAudit, MayReview},
	AsAdmin:     {MayRead, MayRun, MayAdmit, MayAudit, MayReview},
	AsInspector: {MayRead, MayAudit},
}

// Has tells whether the post gives a right.
func (p Post) Has(right Right) bool { return slices.Contains(postRights[p], right) }

// Rights lists what the post gives.
func (p Post) Rights() []Right { return slices.Clone(postRights[p]) }

// ParsePost reads a post as it is typed: UnknownPost.
func ParsePost(s string) (Post, error) {
	if p := Post(s); slices.Contains(Posts, p) {
		return p, nil
	}
	return "", UnknownPost.About(s)
}

// ParseRight reads a right as it is typed: UnknownRight.
func ParseRight(s string) (Right, error) {
	if r := Right(s); slices.Contains(Rights, r) {
		return r, nil
	}
	return "", UnknownRight.About(s)
}
