package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"slices"

	"tram/cmd/machine"
	"tram/cmd/outside"
	"tram/local/disk"
	"tram/local/ocr"
	"tram/local/office"
	"tram/local/people"
	"tram/local/seal"
	"tram/local/station"
)

// Exit codes. Unvouched: a file that is neither signed nor ours, or whose
// signatures could not be looked at.
const (
	well      = 0
	refused   = 1
	usage     = 2
	unvouched = 3
)

// A verb is one thing that can be asked of the office.
type verb struct {
	name, says string
	typed      string // how it is typed, after “tramctl”
	flags      func(*flag.FlagSet) action
}

// An action carries a verb out with what is left of the command line, and
// returns what is to be printed.
type action func(ctx context.Context, t *terminal, args []string) (result, error)

// A result prints itself for people, and is one JSON object for machines. A
// failed one makes the exit code 1 although there is something to print.
type result interface {
	print(io.Writer)
}

type failing interface{ failed() bool }

// An exiting result knows more words than well and refused.
type exiting interface{ exit() int }

// terminal is the streams and settings that a run of the command has.
type terminal struct {
	in       io.Reader
	out, err io.Writer
	env      func(string) string

	home    string
	as      string        // who works, as typed
	needs   office.Right  // of the verb that is carried out
	options *flag.FlagSet // of that verb
	lines   *bufio.Reader // of in; nil until something is read
	json    bool
	offline bool             // nothing is asked of the network
	log     *station.Logbook // nil until there is something to tell
	cost    people.Cost      // of a password that is set; zero: today's
	verbs   []verb           // all of them, for the one that lists what there is
}

var verbs = []verb{
	{"setup", "thiết lập cơ quan trên máy này", "setup --office TÊN --code MÃ --system TÊN --owner TÊN --clerk HỌ-TÊN [--position CHỨC-VỤ]", setup},
	{"convert", "số hóa giấy thành văn bản điện tử", "convert --type LOẠI [--pages SỐ --seen --secrecy thuong] [tùy chọn khác] TỆP…", convertFiles},
	{"finish", "hoàn thành một bản nháp", "finish --pages SỐ [--seen] [--secrecy thuong] [--type LOẠI] [--subject TRÍCH-YẾU] [--paper KHỔ] MÃ", finish},
	{"list", "liệt kê hồ sơ, mới nhất trước", "list [--limit SỐ]", list},
	{"search", "tìm trong mọi thứ: văn bản trong sổ, hồ sơ công việc, hồ sơ số hóa, chữ trên trang quét, các sổ khác", "search [--limit SỐ] [--kind LOẠI] [--register in|out|internal|copies|post] [--year NĂM] [--type LOẠI-VĂN-BẢN] [--issuer CƠ-QUAN] [--holder HỌ-TÊN] [--state TÌNH-TRẠNG] [--from NGÀY] [--to NGÀY] [-o TỆP.xlsx|.docx|.pdf|.csv|.json] [--save TÊN] [TỪ-CẦN-TÌM] | search --saved TÊN [-o TỆP] | search --names | search --forget TÊN", search},
	{"show", "xem một hồ sơ", "show MÃ", show},
	{"export", "xuất tệp PDF của một hồ sơ", "export MÃ -o TỆP.pdf", export},
	{"verify", "kiểm chứng một hồ sơ, một tệp hoặc nhật ký", "verify --journal, hoặc: tramctl verify --backup THƯ-MỤC, hoặc: tramctl verify MÃ-HOẶC-TỆP", verify},
	{"import", "đưa một văn bản điện tử vào để in thành giấy", "import TỆP --system TÊN --owner CHỦ-QUẢN [--address ĐỊA-CHỈ] [--type LOẠI] [tùy chọn khác]", importMessage},
	{"print", "in văn bản điện tử thành giấy có ký hiệu riêng", "print MÃ [--printer MÁY-IN | --to-file TỆP.pdf] [--copies SỐ] [--duplex long|short] [--qr]", printMessage},
	{"confirm", "xác nhận số bản đã ra giấy; đã ký, đóng dấu", "confirm MÃ (--came SỐ | --signed HỌ-TÊN --sealed)", confirm},
	{"lookup", "mở bản gốc theo mã tra cứu trên giấy", "lookup MÃ [-o TỆP]", lookup},
	{"compare", "đối chiếu giấy đã in với bản in trong kho", "compare [MÃ] ẢNH-QUÉT…", compareScans},
	{"types", "liệt kê loại văn bản", "types", types},
	{"keys", "liệt kê USB Token và chứng thư trong đó", "keys [--token PHẦN-MỀM-TOKEN]", keys},
	{"sign", "ký số hồ sơ (một lần gõ PIN cho tất cả)", "sign (--key TỆP.p12 | --token PHẦN-MỀM --slot SỐ | --service) [--role office|person] [--tsa ĐỊA-CHỈ] [--look TỆP.png] MÃ…", signDocuments},
	{"extend", "bổ sung bằng chứng cho chữ ký đã ký khi mất mạng", "extend [--tsa ĐỊA-CHỈ] (--all | MÃ…)", extend},
	{"printers", "liệt kê máy in và khả năng của từng máy", "printers", printers},
	{"jobs", "liệt kê lệnh in của người dùng này", "jobs", jobs},
	{"scanners", "liệt kê máy quét và khả năng của từng máy", "scanners [--address MÁY[:CỔNG] [--new-key]]", scanners},
	{"scan", "quét giấy thành một bản nháp", "scan --device MÁY [--source flatbed|feeder|duplex] [--dpi SỐ] [--mode color|gray|lineart] [--paper KHỔ] [--pages SỐ] [--into MÃ] [--split qr|patch|code|SỐ]", scanPaper},
	{"separator", "tờ ngăn cách để tách chồng giấy khi quét", "separator -o TỆP.pdf", separator},
	{"watch", "lấy tệp mà máy quét gửi vào một thư mục, mỗi tệp một bản nháp", "watch THƯ-MỤC [--once]", watchFolder},
	{"ocr", "đọc chữ trên các trang quét của một hồ sơ, để tìm được theo chữ", "ocr MÃ", readWords},
	{"page", "chỉnh trang của một bản nháp: xoay, làm thẳng, cắt theo giấy, làm sáng nền, mặt trắng", "page MÃ [TRANG…] [--upright] [--straighten] [--crop] [--lighten] [--as-scanned | --as-retouched] [--drop-blank | --keep-blank] [--undo]", pages},
	{"withdraw", "thu hồi một bản số hóa sai", "withdraw --reason LÝ-DO MÃ", withdraw},
	{"trust", "chứng thư gốc và khóa trạm mà cơ quan tin cậy", "trust list | trust add TỆP | trust remove MÃ | trust export -o TỆP | trust certify (--key TỆP.p12 | --token PHẦN-MỀM --slot SỐ)", trust},
	{"journal", "dữ liệu có bị quay lại bản cũ không; cất mốc của nhật ký ra nơi khác", "journal (status | accept --because LÝ-DO | stamp [--tsa ĐỊA-CHỈ] | mark -o TỆP)", journal},
	{"audit", "đọc nhật ký: ai làm gì với hồ sơ nào; xuất, đo thời gian, ghi lần soát xét", "audit [times | parts | review | require] [--since NGÀY] [--until NGÀY] [--who TÊN] [--record MÃ] [--kind LOẠI] [--export TỆP.xlsx|.pdf|.json]", auditVerb},
	{"orphans", "tệp trong kho không thuộc hồ sơ nào", "orphans (list | adopt TÊN --because LÝ-DO | sweep TÊN --because LÝ-DO | export TÊN -o TỆP)", orphans},
	{"book", "các sổ của cơ quan: xem, ghi, nhập từ bảng tính, xuất", "book (list [SỔ [TỪ-CẦN-TÌM]] | show SỔ MÃ | add SỔ MỤC=NỘI-DUNG… | edit SỔ MÃ MỤC=NỘI-DUNG… | move SỔ MÃ BƯỚC | settle SỔ MÃ MÃ-BẢN-GIỮ MÃ-BẢN-KIA… | import SỔ BẢNG [--dry] [--update] [--rest] [--hidden] | export SỔ -o TỆP)", book},
	{"incident", "sự cố: ghi, diễn biến, lập thông báo và Biểu mẫu 03, 04, đóng", "incident (open --name TÊN [--sort LOẠI] [--detected LÚC] [--described MÔ-TẢ] | note MÃ [--at LÚC] LỜI | report MÃ [--form thong-bao|bm03|bm04|nguoi-dung] -o TỆP.pdf | close MÃ [MỤC=NỘI-DUNG…] | list [TỪ-CẦN-TÌM])", incidentVerb},
	{"register", "vào sổ văn bản đến, đi, nội bộ, bản sao, bưu điện, kèm tệp; đóng dấu ĐẾN; hủy trong sổ; thu hồi, đính chính, thay thế; chọn giữa các bản mà hai trạm sửa khác nhau", "register (in|out|internal|copies|post) [--type LOẠI] [--number SỐ --symbol KÝ-HIỆU --issuer CƠ-QUAN --date NGÀY] --subject TRÍCH-YẾU [--to NƠI-NHẬN] [--conversion MÃ] [--stamp] [TỆP…] | register attach MÃ (TỆP… | --conversion MÃ) | register stamp MÃ [--at X,Y] [-o TỆP.pdf] | register show MÃ | register save MÃ -o THƯ-MỤC | register cancel MÃ --why LÝ-DO | register recall MÃ --why LÝ-DO [--by MÃ-KHÁC] | register (update|replace) MÃ --by MÃ-KHÁC --why LÝ-DO | register untie MÃ-VIỆC --why LÝ-DO | register uncancel MÃ --why LÝ-DO | register versions MÃ | register settle MÃ BẢN-GIỮ BẢN-KHÁC…", registerVerb},
	{"print-register", "in sổ văn bản đến, đi, nội bộ, bản sao, bưu điện, sổ sử dụng bản lưu, sổ theo dõi và báo cáo giải quyết của một năm theo Nghị định 30", "print-register (in|out|internal|copies|post|kept|follow|report-in|report-out) [--year NĂM] -o TỆP.pdf|TỆP.xlsx", printRegisterVerb},
	{"import-register", "nhập sổ văn bản cũ từ bảng tính: xem trước từng dòng, rồi ghi từng phần; dừng giữa chừng thì chạy lại là ghi tiếp", "import-register TỆP.xlsx|TỆP.ods|TỆP.csv|TỆP.json [--dry] [--flow in|out|internal] [--year NĂM] [--type LOẠI] [--dates dmy|mdy] [--hidden] [--doubled] [--gaps] [--rest] [-o KẾT-QUẢ.xlsx]", importRegisterVerb},
	{"number", "số của các sổ: máy nào giữ, mở sổ năm mới, giao, nhận, vì sao thiếu số", "number (list [--year NĂM] | explain SỔ | open NĂM [--anew] | lease SỔ --to TRẠM | take SỔ --why LÝ-DO | gone TRẠM --why LÝ-DO)", numberVerb},
	{"assign", "giao một văn bản cho người xử lý", "assign MÃ --to HỌ-TÊN [--due NGÀY] [--say CHỈ-ĐẠO]", assignVerb},
	{"opinion", "xin ý kiến phối hợp, hoặc cho ý kiến được hỏi", "opinion MÃ (--of HỌ-TÊN [--due NGÀY] [--say ĐIỀU-HỎI] | --say Ý-KIẾN)", opinionVerb},
	{"submit", "trình một văn bản lên trên", "submit MÃ --to HỌ-TÊN [--say NỘI-DUNG] [--secrecy thuong] [TỆP…]", submitVerb},
	{"decide", "cho ý kiến chỉ đạo, duyệt", "decide MÃ --say Ý-KIẾN", decideVerb},
	{"issue", "ghi là đã phát hành", "issue MÃ [--say THẾ-NÀO]", issueVerb},
	{"return", "trả lại một văn bản, kèm lý do", "return MÃ --why LÝ-DO", returnVerb},
	{"route", "các bước khác của một văn bản; việc của tôi; bước làm được lúc này", "route (held | next MÃ | compare MÃ [--from BẢN] [--to BẢN] | template MÃ [-o TỆP.docx] [--place ĐỊA-DANH] [--upper CƠ-QUAN] [--authority THẨM-QUYỀN] [--grounds CĂN-CỨ] [--recipients NƠI-NHẬN] [--capacity QUYỀN-HẠN] [--position CHỨC-VỤ] [--signer HỌ-TÊN] [--unit ĐƠN-VỊ] | comment MÃ --say GÓP-Ý [--draft BẢN] [--page TRANG] [--quote CHỮ] | comments MÃ | answer MÃ GÓP-Ý --say TRẢ-LỜI [--open] | present MÃ --to HỌ-TÊN | take MÃ | sign MÃ [--record HỒ-SƠ] | file MÃ [--say ĐÃ-LÀM] | forgo MÃ [--of HỌ-TÊN] --say LÝ-DO | settle MÃ --keep BƯỚC --say LÝ-DO)", routeVerb},
	{"timeline", "diễn biến xử lý của một văn bản: xem, xuất", "timeline MÃ [-o TỆP.pdf|.xlsx|.json]", timelineVerb},
	{"overdue", "văn bản và ý kiến quá hạn", "overdue [--on NGÀY]", overdueVerb},
	{"asked", "“Đã xử lý chưa?”: một câu trả lời theo số của văn bản", "asked SỐ [--year NĂM] [--flow in|out|internal] [--issuer CƠ-QUAN]", askedVerb},
	{"file", "hồ sơ công việc: danh mục của năm, mở, thêm văn bản, kết thúc, nộp lưu, mục lục, gói lưu trữ", "file (plan [add --heading ĐỀ-MỤC --short CHỮ-VIẾT-TẮT --title TIÊU-ĐỀ --retention THỜI-HẠN --creator NGƯỜI-LẬP | drop MÃ] [--year NĂM] [-o TỆP] | new SỐ-KÝ-HIỆU [--title TIÊU-ĐỀ --retention THỜI-HẠN --creator NGƯỜI-LẬP] | add HỒ-SƠ VĂN-BẢN [--pages SỐ] | count HỒ-SƠ VĂN-BẢN --pages SỐ [--note GHI-CHÚ] | remove HỒ-SƠ VĂN-BẢN --why LÝ-DO | close HỒ-SƠ [--date NGÀY] | reopen HỒ-SƠ --why LÝ-DO | keep-back HỒ-SƠ --date NGÀY --why LÝ-DO | hand-in HỒ-SƠ --to BÊN-NHẬN | looked HỒ-SƠ VĂN-BẢN --why LÝ-DO | destroy HỒ-SƠ --why QUYẾT-ĐỊNH | rights HỒ-SƠ [--read NGƯỜI,…] [--keep NGƯỜI,…] | told | looks HỒ-SƠ | versions HỒ-SƠ | settle HỒ-SƠ BẢN-CHỌN BẢN-KHÁC… | list [--year NĂM] [-o TỆP] | show HỒ-SƠ | export HỒ-SƠ -o TỆP.pdf|.xlsx|.xml|.zip)", fileVerb},
	{"procedure", "danh mục thủ tục: xem, ghi, nhập từ bảng tính", "procedure (list [TỪ-CẦN-TÌM] | add MỤC=NỘI-DUNG… | import BẢNG [--dry] [--update] [--rest] [--hidden])", procedureVerb},
	{"request", "một cửa: tiếp nhận hồ sơ của người dân, tổ chức, hẹn trả, bổ sung, từ chối, kết quả, trả kết quả", "request (new --procedure MÃ-THỦ-TỤC --from NGƯỜI-NỘP --identity BẰNG-GÌ [--number SỐ-ĐỊNH-DANH] [--phone SỐ] [--agent NGƯỜI --authority GIẤY-ỦY-QUYỀN] [--paper TÊN[=BẢN|=MÃ]]… [--reuse MÃ-HỒ-SƠ-CŨ=MÃ --allowed AI] [--channel KÊNH] [--way NHẬN] [--tell BÁO] | hand HỒ-SƠ --to HỌ-TÊN | supplement HỒ-SƠ --lacks ĐIỀU… | supplied HỒ-SƠ | refuse HỒ-SƠ --why LÝ-DO | extend HỒ-SƠ --until LÚC --why LÝ-DO | result HỒ-SƠ --medium electronic|paper [--said LÀ-GÌ] [--record MÃ] | convert HỒ-SƠ --record MÃ | notify HỒ-SƠ [--by CÁCH] [--basis CĂN-CỨ] | deliver HỒ-SƠ --to NGƯỜI-NHẬN --store sent|not-wanted|later [--reference MÃ] [--authority GIẤY-ỦY-QUYỀN] | withdraw HỒ-SƠ --why LÝ-DO | close HỒ-SƠ | settle HỒ-SƠ --keep BƯỚC --why LÝ-DO | show HỒ-SƠ | asked HỒ-SƠ | papers SỐ-ĐỊNH-DANH | list [--open] [--limit SỐ] | overdue [--on NGÀY] | report [--from NGÀY] [--to NGÀY] [--by procedure|channel|person] [-o TỆP] | form HỒ-SƠ --form receipt|supplement|refusal|apology|control [--entry BƯỚC] [--sign --key TỆP.p12] -o TỆP.pdf | register [--year NĂM] -o TỆP.pdf|TỆP.xlsx)", requestVerb},
	{"line", "thư và lịch chung: máy chủ thư của cơ quan, lịch trên máy chủ", "line (list | mail --address ĐỊA-CHỈ --server smtps://MÁY-CHỦ [--name TÊN] [--user TÀI-KHOẢN] [--box pop3s://MÁY-CHỦ [--box-user TÀI-KHOẢN] [--old]] | no-mail | find ĐỊA-CHỈ --user TÀI-KHOẢN | share LỊCH --user TÀI-KHOẢN [--name TÊN] | drop ĐƯỜNG | clashes [MÃ])", lineVerb},
	{"meeting", "họp: lịch, phòng, mời, điểm danh, biểu quyết, biên bản", "meeting (new --title TÊN --start LÚC [--lasts PHÚT | --until LÚC] [--again weekly|QUY-TẮC] [--way here|remote|both] [--room PHÒNG]… [--place NƠI] [--platform NỀN-TẢNG | --link ĐƯỜNG-VÀO] [--person NGƯỜI|vai-trò|vote|thư]… [--agenda MỤC|phút|người]… [--paper VĂN-BẢN]… [--quorum half|two-thirds] [--members SỐ] [--sort LOẠI] [--confirmed] | change HỌP [như new] | move HỌP [--time LẦN] [--start LÚC] [--lasts PHÚT] [--place NƠI] | confirm HỌP | cancel HỌP [--time LẦN] --why LÝ-DO | revive HỌP | list [--from NGÀY] [--to NGÀY] | free HỌP [--from NGÀY] [--days SỐ] [--limit SỐ] | show HỌP | import TỆP.ics|.eml | export HỌP -o TỆP.ics | invite HỌP [--resend] [--later] | answer HỌP --answer accepted|declined|tentative [--time LẦN] [--say LỜI] [--later] | sync [--emptied] | settle HỌP [--keep BẢN] | attend HỌP --who NGƯỜI --how here|remote|left|absent [--why LÝ-DO] [--deputy NGƯỜI --authority GIẤY] [--at LÚC] | proxy HỌP --who NGƯỜI --holder NGƯỜI --authority GIẤY | open HỌP | pause HỌP | resume HỌP | close HỌP | item HỌP --item MỤC | speak HỌP --who NGƯỜI [--say NỘI-DUNG] | note HỌP --say NỘI-DUNG [--item MỤC] | motion HỌP --title VẤN-ĐỀ --rule ĐA-SỐ [--option PHƯƠNG-ÁN]… [--most SỐ] [--secret] | vote HỌP [--motion THỨ-TỰ] (--begin | --who NGƯỜI [--choice SỐ] | --end [--hands SỐ,SỐ,SỐ] [--took-paper NGƯỜI]… [--paper-back SỐ] [--paper-invalid SỐ]) | votes HỌP -o TỆP | task HỌP --to NGƯỜI --say VIỆC [--due NGÀY] | done HỌP --entry MÃ | strike HỌP --entry MÃ --why LÝ-DO [--sure] | tasks | minutes HỌP (-o TỆP.docx|.pdf | --register [--symbol KÝ-HIỆU] [--to NƠI-NHẬN] | --sign (--key TỆP.p12 | --token PHẦN-MỀM) [--sure] | --verify))", meetingVerb},
	{"reception", "tiếp công dân: ghi, xem, bản ghi nội dung trình bày, biên nhận tài liệu, thông báo từ chối, sổ của năm", "reception (add MỤC=NỘI-DUNG… | list [TỪ-CẦN-TÌM] | paper MÃ [--form ban-ghi|bien-nhan|tu-choi] -o TỆP.pdf [--sign (--key TỆP.p12 | --token PHẦN-MỀM [--slot KHE]) [--tsa MÁY-CHỦ]] | register [--year NĂM] -o TỆP)", receptionVerb},
	{"emergency", "làm việc khi mất kết nối: bắt đầu, kết thúc, quyển biên nhận giấy, đối chiếu, đóng", "emergency (begin --why LÝ-DO [--at LÚC] | end [--at LÚC] | status | pad [--slips SỐ] -o TỆP.pdf | count QUYỂN TỜ-CUỐI [--ended] | receipt SỐ (--from NGƯỜI --given LÚC --matter VIỆC | --entered MÃ | --cancel LÝ-DO | --lost VÌ-SAO) | report -o TỆP | close)", emergencyVerb},
	{"plan", "phương án ứng phó, duy trì hoạt động: xem, xuất để in và cất lên USB", "plan (show | export (-o TỆP.pdf | --to THƯ-MỤC-MỚI))", planVerb},
	{"day", "khóa sổ cuối ngày: tờ giấy có đầu nhật ký, để ký và cất giữ", "day (close [NGÀY] [--printer MÁY-IN | --to-file TỆP.pdf] [-o TỆP.pdf] | show [NGÀY | MÃ] [-o TỆP.pdf] | print (NGÀY | MÃ) [--printer MÁY-IN | --to-file TỆP.pdf] | list)", day},
	{"bundle", "trao đổi hồ sơ giữa các trạm của cơ quan bằng USB", "bundle export -o TỆP [--after SỐ] | bundle import TỆP", bundleVerb},
	{"target", "nơi để bản sao của trạm: ổ đĩa thứ hai, USB, thư mục mạng, máy chủ SFTP hay S3", "target (add (THƯ-MỤC | sftp://TÊN@MÁY-CHỦ/THƯ-MỤC | s3://MÃ-KHÓA@MÁY-CHỦ/NGĂN) [--key-file TỆP] [--host-key KHÓA] | list | remove NƠI | remove-former NƠI)", targetVerb},
	{"backup", "sao tới mọi nơi đã chọn; bản sao còn đủ và mới không", "backup (now | status | resume --because LÝ-DO)", backup},
	{"restore", "lấy lại cả cơ quan từ bản sao và khóa khôi phục (biến TRAM_RECOVERY, hoặc gõ)", "restore --from NƠI (--preview | --to THƯ-MỤC-MỚI [--only MÃ]) [--at 2026-11-28T15:04] [--station MÃ] [--partial]", restore},
	{"drill", "diễn tập khôi phục: lập lại cơ quan từ bản sao ở chỗ thử, kiểm, ghi biên bản", "drill [--from NƠI] [--recovery] [--all] [-o TỆP.pdf] | drill list", drill},
	{"repair", "lập lại cơ sở dữ liệu bị hỏng, từ phần còn đọc được và các bản sao; tệp hỏng được giữ riêng", "repair [--from NƠI] [--partial]", repair},
	{"index", "lập lại danh sách và danh mục tìm kiếm từ hồ sơ", "index (remake | status | size)", index},
	{"refusals", "sổ từ chối văn bản mật", "refusals", refusals},
	{"user", "người dùng, vai trò, mật khẩu, bàn giao", "user (add HỌ-TÊN --role VAI-TRÒ [--position CHỨC-VỤ] | list | role HỌ-TÊN --role VAI-TRÒ | lock HỌ-TÊN | unlock HỌ-TÊN | leave HỌ-TÊN | passwd [HỌ-TÊN] | token --right QUYỀN --until NGÀY | handover [HỌ-TÊN] (--to HỌ-TÊN --until NGÀY | --back))", user},
	{"identity", "chìa niêm phong đang dùng; đổi chìa sau khi mất trộm hay có người thôi việc", "identity (show | renew --reason theft|leaving|sheet-lost|other [--why LÝ-DO] [--recovery TỆP.pdf] [--bring])", identityVerb},
	{"recover", "đặt lại chìa niêm phong từ khóa khôi phục (đọc từ bàn phím)", "recover", recoverKey},
}

// errUsage marks a command that was typed wrong.
var errUsage = errors.New("usage")

// shield lets only words through to the terminal.
func (t *terminal) shield() {
	spells := func() bool { return t.json }
	t.out, t.err = clean{t.out, spells}, clean{t.err, spells}
}

// run carries out one command line.
func (t *terminal) run(ctx context.Context, args []string) int {
	t.shield()
	t.verbs = verbs
	name, rest := splitVerb(args)
	for _, v := range verbs {
		if v.name == name {
			return t.report(t.carryOut(ctx, v, rest))
		}
	}
	if asksHelp(name) {
		help(t.out)
		return well
	}
	if name == "" {
		help(t.err)
		return usage
	}
	t.json = slices.ContainsFunc(args, isJSON)
	return t.report(nil, unknownVerb.About(name))
}

// carryOut reads the flags of a verb and does its work. Asking for help is all
// the work there is then.
func (t *terminal) carryOut(ctx context.Context, v verb, args []string) (result, error) {
	set := flag.NewFlagSet(v.name, flag.ContinueOnError)
	set.StringVar(&t.home, "home", "", "thư mục dữ liệu; bỏ trống thì dùng thư mục mặc định của máy")
	set.BoolVar(&t.json, "json", false, "in một đối tượng JSON")
	set.StringVar(&t.as, "as", "", "họ tên người làm (mật khẩu: hỏi, hoặc biến TRAM_PASSWORD; hoặc thẻ trong TRAM_TOKEN)")
	do := v.flags(set)
	t.options = set
	left, err := parse(set, args)
	if errors.Is(err, flag.ErrHelp) {
		v.help(t.out, set)
		return nil, nil
	}
	if err != nil {
		t.json = t.json || slices.ContainsFunc(args, isJSON)
		return nil, err
	}
	t.needs = right(v.name, left)
	r, err := do(ctx, t, left)
	if _, told := office.FailureIn(err); errors.Is(err, errUsage) && !told { // else it says what was typed wrong
		err = v.wrong()
	}
	return r, err
}

// wrong tells how a verb is typed.
func (v verb) wrong() office.Failure {
	f := typedWrong.About(v.name)
	f.Next = fmt.Sprintf(f.Next, v.typed)
	return f
}

// report prints a result or a failure and gives the exit code. A result is
// printed whole or not at all.
func (t *terminal) report(r result, err error) int {
	if err != nil {
		t.explain(err)
		if errors.Is(err, errUsage) {
			return usage
		}
		return refused
	}
	if r == nil {
		return well
	}
	if err := t.print(r); err != nil {
		t.explain(notPrinted.Because(err))
		return refused
	}
	switch r := r.(type) {
	case failing:
		if r.failed() {
			return refused
		}
	case exiting:
		return r.exit()
	}
	return well
}

func (t *terminal) print(r result) error {
	var all bytes.Buffer
	if t.json {
		encoder := json.NewEncoder(&all)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		if err := encoder.Encode(r); err != nil {
			return err
		}
	} else {
		r.print(&all)
	}
	_, err := t.out.Write(all.Bytes())
	return err
}

// explain tells a failure as the window would: what happened, what to do. The
// cause goes to the log; of an error without a sentence only a code is shown.
func (t *terminal) explain(err error) {
	f := t.told(err)
	if t.json {
		encoder := json.NewEncoder(t.err)
		encoder.SetEscapeHTML(false)
		_ = encoder.Encode(map[string]string{"failure": f.Name, "said": f.Said, "next": f.Next})
		return
	}
	fmt.Fprintf(t.err, "%s\n%s\n", f.Said, f.Next)
}

// told finds the sentence of an error.
func (t *terminal) told(err error) office.Failure {
	log := t.logger()
	f, told := office.FailureIn(err)
	switch {
	case errors.Is(err, context.Canceled):
		return stopped
	case told:
		log.Info("a failure was told", "name", f.Name, "cause", err.Error())
		return t.hinted(f)
	}
	code := rand.Text()[:6]
	log.Error("an error without a sentence", "code", code, "cause", err.Error())
	return unclear.About(code)
}

// open opens the station of --home. Only setup makes a new one: a mistyped
// folder is not silently made.
func (t *terminal) open(ctx context.Context, mustExist bool) (*station.Station, error) {
	var reached station.Outside
	if !t.offline {
		reached = outside.Reach(office.SystemClock{}, t.env("TRAM_SIGN_SERVICE"))
	}
	return station.Open(ctx, station.Options{
		Home: t.home, State: station.DefaultState(), Passphrase: t.env("TRAM_PASSPHRASE"), Keyring: seal.SystemKeyring{},
		Log: t.logger(), MustExist: mustExist, Outside: reached,
		Printing: machine.Printing(office.SystemClock{}), Scanners: machine.Scanners(office.SystemClock{}), Reader: ocr.Find, Passwords: t.cost, Power: machine.Power, Mounted: disk.Mounted, SameDisk: disk.Same,
	})
}

// logger writes into the data folder that the command line named.
func (t *terminal) logger() *slog.Logger {
	if t.log == nil {
		t.log = station.NewLogbook(t.folder(), "tramctl.log")
	}
	return t.log.Logger()
}

// folder is the data folder; empty where the system does not tell.
func (t *terminal) folder() string {
	if t.home != "" {
		return t.home
	}
	return station.DefaultHome()
}

// ready opens a station whose office was set up, lets in who works, and does work there
// that they may do.
func (t *terminal) ready(ctx context.Context, work func(*station.Station) (result, error)) (r result, err error) {
	return t.opened(ctx, func(s *station.Station) (result, error) {
		if err := t.enter(ctx, s); err != nil {
			return nil, err
		}
		return work(s)
	})
}

// opened opens a station whose office was set up.
func (t *terminal) opened(ctx context.Context, work func(*station.Station) (result, error)) (r result, err error) {
	s, err := t.open(ctx, true)
	if err != nil {
		return nil, err
	}
	defer func() {
		unclosed := s.Close()
		if unclosed != nil && err == nil && r != nil { // what was done is told as done
			t.explain(t.doneBut(unclosed))
			unclosed = nil
		}
		err = errors.Join(err, unclosed)
	}()
	if !s.Ready() {
		return nil, station.NotReady
	}
	t.warn(s)
	r, err = work(s)
	for _, beside := range s.Beside() {
		if f, told := office.FailureIn(beside); told && !errors.Is(err, f) { // once is enough
			t.mention(t.hinted(f))
		}
	}
	return r, err
}

// mention tells of trouble that lets what was asked for stand.
func (t *terminal) mention(f office.Failure) {
	if t.json {
		_ = json.NewEncoder(t.err).Encode(map[string]string{"warning": f.Name, "said": f.Said, "next": f.Next})
		return
	}
	fmt.Fprintln(t.err, f.Said, f.Next)
}

// warn tells of data that were turned back, and of a recovery key that nobody has
// put away, whatever was asked for.
func (t *terminal) warn(s *station.Station) {
	if s.RecoveryOwed() {
		t.mention(station.KeyOwed)
	}
	trouble, is := s.JournalTrouble()
	switch {
	case is && t.json:
		_ = json.NewEncoder(t.err).Encode(map[string]any{"warning": trouble})
	case is:
		fmt.Fprintf(t.err, "CẢNH BÁO: %s\nTheo: %s. Xem “tramctl journal status”.\n", trouble.Said, trouble.By)
	}
}
