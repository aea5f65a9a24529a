package requests

import "tram/local/office"

// What can be wrong with a deed.
var (
	NoTerm = office.Failure{
		Name: "requests.no-term",
		Said: "Thủ tục chưa có thời hạn giải quyết, nên chưa hẹn được ngày trả.",
		Next: "Hãy ghi thời hạn của thủ tục ở danh mục thủ tục, rồi tiếp nhận lại.",
	}
	NoSuchDeed = office.Failure{
		Name: "requests.no-such-deed",
		Said: "Không có bước “%s”.",
		Next: "Hãy xem các bước làm được lúc này của hồ sơ.",
	}
	NotNow = office.Failure{
		Name: "requests.not-now",
		Said: "Chưa làm được bước “%s”: hồ sơ %s.",
		Next: "Hãy xem các bước làm được lúc này: không bước nào được bỏ qua.",
	}
	Moved = office.Failure{
		Name: "requests.moved",
		Said: "Hồ sơ vừa được chuyển sang bước khác, nên chưa ghi gì.",
		Next: "Hãy xem lại hồ sơ đang ở bước nào rồi làm tiếp.",
	}
	NoPerson = office.Failure{
		Name: "requests.no-person",
		Said: "Chưa chọn người giải quyết.",
		Next: "Hãy chọn một người đang làm việc ở cơ quan.",
	}
	NoReason = office.Failure{
		Name: "requests.no-reason",
		Said: "Bước “%s” phải nêu rõ lý do.",
		Next: "Hãy ghi lý do: nó được giữ trong diễn biến, và đứng trên giấy gửi người nộp nếu có.",
	}
	NothingLacks = office.Failure{
		Name: "requests.nothing-lacks",
		Said: "Chưa ghi giấy tờ, thông tin nào còn thiếu.",
		Next: "Hãy ghi đủ trong một lần, mỗi dòng một mục.",
	}
	AskedBefore = office.Failure{
		Name: "requests.asked-before",
		Said: "Hồ sơ này đã được yêu cầu bổ sung một lần rồi.",
		Next: "Những gì còn thiếu phải nêu đủ trong một lần. Nếu vẫn phải yêu cầu nữa, hãy ghi lý do.",
	}
	NoLater = office.Failure{
		Name: "requests.no-later",
		Said: "Ngày hẹn lại phải sau lúc này và sau ngày đã hẹn, %s.",
		Next: "Hãy ghi một ngày giờ muộn hơn.",
	}
	NoMedium = office.Failure{
		Name: "requests.no-medium",
		Said: "Chưa ghi kết quả là bản điện tử hay bản giấy.",
		Next: "Hãy chọn một.",
	}
	NoResultSaid = office.Failure{
		Name: "requests.no-result-said",
		Said: "Chưa ghi kết quả là gì.",
		Next: "Hãy ghi tên giấy tờ, ví dụ Trích lục khai sinh, kèm số nếu có.",
	}
	NoElectronicCopy = office.Failure{
		Name: "requests.no-electronic-copy",
		Said: "Kết quả là bản điện tử mà chưa nêu bản ấy nằm ở đâu.",
		Next: "Hãy chọn hồ sơ số hóa của nó, hoặc ghi chú nó nằm ở cổng, phần mềm nào, số mấy.",
	}
	OnlineNotYet = office.Failure{
		Name: "requests.online-not-yet",
		Said: "Kết quả là bản giấy chưa chuyển đổi, nên chưa trả bản điện tử được.",
		Next: "Hãy chuyển đổi kết quả giấy trước.",
	}
	NotOpenThen = office.Failure{
		Name: "requests.not-open-then",
		Said: "Lúc %s cơ quan không làm việc.",
		Next: "Hãy hẹn vào giờ làm việc.",
	}
	BadNumber = office.Failure{
		Name: "requests.bad-number",
		Said: "“%s” không phải số định danh: cần ít nhất %d chữ số.",
		Next: "Hãy xem lại giấy tờ; không có số thì bỏ trống.",
	}
	BadCardNumber = office.Failure{
		Name: "requests.bad-card-number",
		Said: "“%s” không phải số định danh cá nhân: số ấy có %d chữ số.",
		Next: "Hãy đối chiếu với thẻ; xem giấy tờ khác thì chọn cách xác định khác.",
	}
	BadPhone = office.Failure{
		Name: "requests.bad-phone",
		Said: "“%s” không phải số điện thoại.",
		Next: "Hãy ghi số gọi được; không có thì bỏ trống.",
	}
	BadMail = office.Failure{
		Name: "requests.bad-mail",
		Said: "“%s” không phải địa chỉ thư điện tử.",
		Next: "Hãy ghi như ten@vi-du.vn; không có thì bỏ trống.",
	}
	NoAgentName = office.Failure{
		Name: "requests.no-agent-name",
		Said: "Có thông tin của người được ủy quyền mà chưa có họ tên.",
		Next: "Hãy ghi họ tên người ấy, hoặc bỏ trống mọi ô về ủy quyền.",
	}
	BadSets = office.Failure{
		Name: "requests.bad-sets",
		Said: "Số bộ hồ sơ phải từ 1 đến %d.",
		Next: "Hãy ghi lại.",
	}
	NotOnPaper = office.Failure{
		Name: "requests.not-on-paper",
		Said: "Kết quả của hồ sơ này không phải bản giấy, nên không có gì để chuyển đổi.",
		Next: "Hãy báo rồi trả kết quả.",
	}
	NoRecord = office.Failure{
		Name: "requests.no-record",
		Said: "Chưa có bản điện tử của kết quả giấy.",
		Next: "Hãy số hóa bản giấy, rồi ghi mã tra cứu của hồ sơ số hóa.",
	}
	NoTellWay = office.Failure{
		Name: "requests.no-tell-way",
		Said: "Chưa ghi đã báo kết quả bằng cách nào.",
		Next: "Hãy chọn cách đã báo; không báo thì chọn “Không báo bằng phương tiện điện tử” và ghi căn cứ.",
	}
	NoTellBasis = office.Failure{
		Name: "requests.no-tell-basis",
		Said: "Không báo kết quả bằng phương tiện điện tử thì phải ghi căn cứ.",
		Next: "Hãy ghi luật quy định khác, hoặc đề nghị của người nộp.",
	}
	NoWay = office.Failure{
		Name: "requests.no-way",
		Said: "Chưa ghi trả kết quả bằng cách nào.",
		Next: "Hãy chọn tại nơi nộp, qua bưu chính hoặc bản điện tử.",
	}
	NoTaker = office.Failure{
		Name: "requests.no-taker",
		Said: "Chưa ghi ai nhận kết quả.",
		Next: "Hãy ghi họ tên người nhận.",
	}
	NoAuthority = office.Failure{
		Name: "requests.no-authority",
		Said: "%s không phải người nộp, mà chưa ghi giấy tờ ủy quyền.",
		Next: "Hãy ghi giấy tờ ủy quyền đã xem, hoặc trả cho chính người nộp.",
	}
	NoStore = office.Failure{
		Name: "requests.no-store",
		Said: "Chưa ghi kết quả điện tử đã lưu vào kho dữ liệu của người nộp chưa.",
		Next: "Hãy chọn: đã lưu, người nộp không có nhu cầu, hoặc lưu sau khi có mạng.",
	}
	NoReference = office.Failure{
		Name: "requests.no-reference",
		Said: "Ghi là đã lưu vào kho dữ liệu mà chưa ghi mã tham chiếu.",
		Next: "Hãy ghi mã mà kho trả về, hoặc chọn “Chưa lưu được, lưu sau”.",
	}
	StoreOwed = office.Failure{
		Name: "requests.store-owed",
		Said: "Kết quả điện tử chưa lưu vào kho dữ liệu của người nộp.",
		Next: "Hãy lưu rồi ghi mã tham chiếu, hoặc ghi lý do không lưu được.",
	}
	Owed = office.Failure{
		Name: "requests.owed",
		Said: "Chưa kết thúc được hồ sơ, còn phải: %s.",
		Next: "Hãy làm xong rồi kết thúc.",
	}
	TwoWays = office.Failure{
		Name: "requests.two-ways",
		Said: "Hai máy đã cùng xử lý hồ sơ này theo hai hướng.",
		Next: "Hãy xem cả hai rồi chọn một; hướng kia vẫn được giữ trong diễn biến.",
	}
	OneWay = office.Failure{
		Name: "requests.one-way",
		Said: "Hồ sơ này chỉ có một diễn biến, không có gì để chọn.",
		Next: "Hãy xem lại hồ sơ.",
	}
	NoSuchEnd = office.Failure{
		Name: "requests.no-such-end",
		Said: "Không có diễn biến nào kết thúc ở bước đã chọn.",
		Next: "Hãy xem lại diễn biến rồi chọn một trong các hướng đang có.",
	}
	NoSuchRequest = office.Failure{
		Name: "requests.no-such-request",
		Said: "Máy này không có hồ sơ yêu cầu “%s”.",
		Next: "Hãy xem lại mã trên giấy tiếp nhận. Hồ sơ nhận ở máy khác thì trao đổi gói với máy đó.",
	}
	NotACode = office.Failure{
		Name: "requests.not-a-code",
		Said: "“%s” không phải mã hồ sơ, hoặc sai một chữ số.",
		Next: "Hãy gõ chín chữ số cuối của mã trên giấy tiếp nhận, ví dụ 482 913 075.",
	}
	NoSuchProcedure = office.Failure{
		Name: "requests.no-such-procedure",
		Said: "Danh mục không có thủ tục “%s”.",
		Next: "Hãy ghi thủ tục vào danh mục trước, hoặc xem lại mã.",
	}
	ProcedureOver = office.Failure{
		Name: "requests.procedure-over",
		Said: "Thủ tục “%s” thôi áp dụng rồi.",
		Next: "Hãy chọn thủ tục đang áp dụng.",
	}
	OnlineNot = office.Failure{
		Name: "requests.online-not",
		Said: "Thủ tục “%s” không làm bằng phương tiện điện tử: %s.",
		Next: "Hãy nhận trực tiếp hoặc qua bưu chính.",
	}
	ReceiptStays = office.Failure{
		Name: "requests.receipt-stays",
		Said: "Mã hồ sơ, thủ tục, giờ nhận và giờ hẹn trả đã ghi trên giấy tiếp nhận, không sửa được.",
		Next: "Muốn hẹn lại, hãy làm bước “Xin lỗi, hẹn lại ngày trả”. Nhầm thủ tục thì ghi người nộp rút hồ sơ, rồi tiếp nhận lại.",
	}
	NoApplicant = office.Failure{
		Name: "requests.no-applicant",
		Said: "Chưa ghi ai yêu cầu.",
		Next: "Hãy ghi họ tên người nộp hoặc tên tổ chức.",
	}
	NoApplicantSort = office.Failure{
		Name: "requests.no-applicant-sort",
		Said: "Chưa ghi người yêu cầu là cá nhân, tổ chức hay đơn vị của cơ quan.",
		Next: "Hãy chọn một.",
	}
	NoIdentity = office.Failure{
		Name: "requests.no-identity",
		Said: "Chưa ghi đã biết người nộp là ai bằng giấy tờ nào.",
		Next: "Hãy chọn giấy tờ đã xem; giấy tờ khác thì ghi rõ.",
	}
	NoChannel = office.Failure{
		Name: "requests.no-channel",
		Said: "Chưa ghi hồ sơ nộp qua đâu.",
		Next: "Hãy chọn một kênh.",
	}
	NoResultWay = office.Failure{
		Name: "requests.no-result-way",
		Said: "Chưa ghi nhận kết quả ở đâu.",
		Next: "Hãy chọn; gửi qua bưu chính thì ghi địa chỉ.",
	}
	NoTell = office.Failure{
		Name: "requests.no-tell",
		Said: "Chưa ghi đủ cách báo kết quả.",
		Next: "Hãy chọn một cách; báo bằng điện thoại, tin nhắn hay thư điện tử thì ghi số, địa chỉ.",
	}
	NoPaperForm = office.Failure{
		Name: "requests.no-paper-form",
		Said: "Chưa ghi đủ một giấy tờ của hồ sơ.",
		Next: "Mỗi giấy tờ cần tên, và là bản chính, bản sao, bản chụp, bản điện tử hay dùng lại.",
	}
	PaperNotHere = office.Failure{
		Name: "requests.paper-not-here",
		Said: "“%s” chưa phải bản điện tử dùng được: không có hồ sơ số hóa đã hoàn thành như vậy, hoặc nó đã bị thu hồi.",
		Next: "Hãy xem lại mã; chưa số hóa thì ghi là bản giấy.",
	}
	RecordElsewhere = office.Failure{
		Name: "requests.record-elsewhere",
		Said: "Bản điện tử này đã là kết quả của hồ sơ %s.",
		Next: "Hãy chọn bản số hóa của chính kết quả này.",
	}
	TooLong = office.Failure{
		Name: "requests.too-long",
		Said: "“%s…” dài quá %d chữ.",
		Next: "Hãy viết gọn lại.",
	}
	TooManyPapers = office.Failure{
		Name: "requests.too-many-papers",
		Said: "Hồ sơ có quá %d giấy tờ.",
		Next: "Hãy gộp các giấy tờ cùng loại thành một mục.",
	}
	NotReused = office.Failure{
		Name: "requests.not-reused",
		Said: "Chưa ghi đủ để dùng lại “%s”.",
		Next: "Hãy chọn bản số hóa đã có, hồ sơ mà nó được nộp, và ghi ai cho dùng lại.",
	}
	SpanTurned = office.Failure{
		Name: "requests.span-turned",
		Said: "Kỳ báo cáo từ %s đến %s không có ngày nào, hoặc chưa đến.",
		Next: "Hãy chọn ngày đầu trước ngày cuối, và không sau hôm nay.",
	}
	NoSuchCount = office.Failure{
		Name: "requests.no-such-count",
		Said: "Không có báo cáo theo “%s”.",
		Next: "Hãy chọn theo thủ tục, kênh nộp hay người giải quyết.",
	}
)
