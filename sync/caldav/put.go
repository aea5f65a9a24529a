package caldav

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"tram/local/calsync"
	"tram/local/office"
)

// Put writes an object if its version is that of the ETag; empty: if there is none.
func (c *Calendar) Put(ctx context.Context, href, text, etag string) (string, error) {
	if !goodName(href) {
		return "", c.stray(href)
	}
	if len(text) > mostObject {
		return "", calsync.Unfit.About(c.base.Host, "nội dung quá dài")
	}
	head := map[string]string{"Content-Type": "text/calendar; charset=utf-8"}
	if etag == "" {
		head["If-None-Match"] = "*"
	} else {
		head["If-Match"] = etag
	}
	is, err := c.ask(ctx, question{method: http.MethodPut, to: c.place(href), head: head, body: text, most: mostRefusal})
	if err != nil {
		return "", err
	}
	switch is.StatusCode {
	case http.StatusOK, http.StatusCreated, http.StatusNoContent:
		defer is.Body.Close()
		if says := is.Header.Get("ETag"); tag(says) != "" && !strings.HasPrefix(strings.TrimSpace(says), "W/") {
			return tag(says), nil
		}
		return c.reads(ctx, href, text), nil
	}
	return "", c.unwritten(refused(is), etag)
}

// reads is the ETag of a text that was written, where the server did not tell it; empty: something
// else lies there by now, or nobody can say.
func (c *Calendar) reads(ctx context.Context, href, text string) string {
	got, err := c.get(ctx, href)
	if err != nil || len(got) != 1 || got[0].err != nil || got[0].Text != lines(text) {
		return ""
	}
	return got[0].ETag
}

// unwritten is why an object was not written or removed.
func (c *Calendar) unwritten(r refusal, etag string) error {
	gone := r.code == http.StatusNotFound || r.code == http.StatusGone
	switch {
	case r.code == http.StatusPreconditionFailed, r.why["no-uid-conflict"], gone && etag != "":
		return calsync.Overtaken.Because(r)
	case r.why["max-resource-size"] || r.code == http.StatusRequestEntityTooLarge:
		return calsync.Unfit.About(c.base.Host, "nội dung quá dài").Because(r)
	}
	for name, said := range unfit {
		if r.why[name] {
			return calsync.Unfit.About(c.base.Host, said).Because(r)
		}
	}
	if r.code == http.StatusBadRequest || r.code == http.StatusUnsupportedMediaType || r.code == http.StatusUnprocessableEntity {
		return calsync.Unfit.About(c.base.Host, "máy chủ không đọc được nội dung").Because(r)
	}
	if r.code == http.StatusConflict {
		return NoCalendar.About(c.base.Host).Because(r)
	}
	return c.refuses(r)
}

// unfit are the conditions of RFC 4791, 5.3.2.1 that an object does not meet.
var unfit = map[string]string{
	"supported-calendar-data":                    "máy chủ không nhận dạng dữ liệu này",
	"valid-calendar-data":                        "máy chủ không đọc được nội dung",
	"valid-calendar-object-resource":             "máy chủ không đọc được nội dung",
	"supported-calendar-component":               "lịch này không nhận cuộc họp",
	"min-date-time":                              "ngày họp quá sớm",
	"max-date-time":                              "ngày họp quá muộn",
	"max-instances":                              "lặp lại quá nhiều lần",
	"max-attendees-per-instance":                 "quá nhiều người dự",
	"allowed-organizer-scheduling-object-change": "chỉ người mời mới sửa được",
	"allowed-attendee-scheduling-object-change":  "người được mời không sửa được phần ấy",
}

// Remove takes away an object in the version of the ETag.
func (c *Calendar) Remove(ctx context.Context, href, etag string) error {
	if !goodName(href) || etag == "" {
		return c.stray(office.Visible(href, mostShown))
	}
	is, err := c.ask(ctx, question{method: http.MethodDelete, to: c.place(href), head: map[string]string{"If-Match": etag}, most: mostRefusal})
	if err != nil {
		return err
	}
	switch is.StatusCode {
	case http.StatusOK, http.StatusNoContent, http.StatusAccepted, http.StatusNotFound, http.StatusGone:
		return is.Body.Close()
	}
	r := refused(is)
	if r.code == http.StatusPreconditionFailed {
		return c.absent(ctx, href, r)
	}
	return c.unwritten(r, etag)
}

// absent tells a version that is another from one that is not there: to some servers both are one.
func (c *Calendar) absent(ctx context.Context, href string, r refusal) error {
	got, err := c.get(ctx, href)
	if err == nil && len(got) == 0 {
		return nil
	}
	return errors.Join(calsync.Overtaken.Because(r), err)
}
