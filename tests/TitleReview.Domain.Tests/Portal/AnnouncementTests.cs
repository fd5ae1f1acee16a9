using TitleReview.Domain.Portal;

namespace TitleReview.Domain.Tests.Portal;

public sealed class An_announcement
{
    private static readonly Moment Now = new(new DateTimeOffset(2023, 8, 14, 9, 0, 0, Moment.Beijing));

    private static Announcement Draft(string body = "正文") =>
        new(new(Guid.NewGuid()), new(Guid.NewGuid()), default, new(AnnouncementKind.Notice, "标题", body, new(2023, 8, 14)), Now);

    private static Refusal? Attach(Announcement to) => to.Attach(new(Guid.NewGuid()), new("表.docx", "docx", "00", 1), Now);

    [Fact(DisplayName = "发布之后不能改，不能添附件"), Trait("rule", "TC-42")]
    public void Is_not_changed_once_published()
    {
        var announcement = Draft();
        Assert.Null(announcement.Publish(Now));

        Assert.Equal(new AnnouncementNotDraft(), announcement.Amend(new(AnnouncementKind.Guide, "别的", "", default), Now));
        Assert.Equal(new AnnouncementNotDraft(), Attach(announcement));
        Assert.Equal(new AnnouncementNotDraft(), announcement.Publish(Now));
        Assert.Equal("标题", announcement.Title);
    }

    [Fact(DisplayName = "没有正文也没有附件，不能发布；有一样就能")]
    public void Has_something_to_read()
    {
        var empty = Draft("");
        Assert.Equal(new AnnouncementEmpty(), empty.Publish(Now));
        Assert.Equal(AnnouncementState.Draft, empty.State);

        Assert.Null(Attach(empty));
        Assert.Null(empty.Publish(Now));
    }

    [Fact(DisplayName = "撤下须写明理由；撤下即取消置顶，不能再撤")]
    public void Is_withdrawn_with_a_reason_only()
    {
        var announcement = Draft();
        Assert.Equal(new AnnouncementNotPublished(), announcement.Withdraw("有误", Now));
        announcement.Publish(Now);
        announcement.Pin(true);

        Assert.Equal(new WithdrawalUnexplained(), announcement.Withdraw(" \n", Now));
        Assert.True(announcement.Pinned);
        Assert.Null(announcement.Withdraw("日期有误", Now));

        Assert.Equal((AnnouncementState.Withdrawn, "日期有误", false), (announcement.State, announcement.WithdrawnReason, announcement.Pinned));
        Assert.Equal(new AnnouncementNotPublished(), announcement.Withdraw("再撤", Now));
        Assert.Equal(new AnnouncementNotPublished(), announcement.Pin(true));
    }

    [Fact(DisplayName = "附件有上限，次序接着排")]
    public void Takes_only_so_many_attachments()
    {
        var announcement = Draft();
        for (var i = 0; i < Announcement.MaxAttachments; i++) Assert.Null(Attach(announcement));

        Assert.Equal(new TooManyAttachments(Announcement.MaxAttachments), Attach(announcement));
        Assert.Equal(Enumerable.Range(1, Announcement.MaxAttachments), announcement.Attachments.Select(a => a.No));
    }
}
