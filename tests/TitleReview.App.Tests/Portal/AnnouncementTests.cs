using System.Text;
using TitleReview.App.Plans;
using TitleReview.App.Portal;
using TitleReview.App.Tests.Files;
using TitleReview.Domain;
using TitleReview.Domain.Portal;
using TitleReview.Tests.Support;

namespace TitleReview.App.Tests.Portal;

public sealed class Announcements_on_the_portal(AppUnderTest app) : IClassFixture<AppUnderTest>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static AnnouncementForm Form(string title, string body = "各县（市）：\n现将有关事项通知如下。", AnnouncementKind kind = AnnouncementKind.Notice) =>
        new() { Kind = kind, Title = title, Body = body, Dated = new DateOnly(2023, 9, 1) };

    private static async Task<AnnouncementId> Draft(SignedInScope of, AnnouncementForm form)
    {
        var id = new AnnouncementId(Guid.CreateVersion7());
        Assert.Null(await of.Get<WriteAnnouncement>().Run(id, form, Ct));
        return id;
    }

    private static async Task<AnnouncementId> Published(SignedInScope of, AnnouncementForm form)
    {
        var id = await Draft(of, form);
        Assert.Null(await of.Get<PublishAnnouncement>().Run(id, Ct));
        return id;
    }

    private async Task<AnnouncementView?> Seen(AnnouncementId id, string slug = "tacheng")
    {
        await using var visitor = app.AsVisitor();
        return await visitor.Get<ReadAnnouncement>().Run(slug, id, Ct);
    }

    private async Task<string[]> Found(string search, string slug = "tacheng")
    {
        await using var visitor = app.AsVisitor();
        return [.. (await visitor.Get<ReadAnnouncements>().Run(slug, new AnnouncementQuery(Search: search), Ct))!.Items.Select(a => a.Title)];
    }

    [Fact(DisplayName = "草稿只有起草机构看得见；发布之后谁都看得见；撤下之后又看不见，记录与理由还在"), Trait("rule", "TC-42")]
    public async Task Are_seen_from_publishing_to_withdrawal()
    {
        await using var officer = await app.As("prefecture@tacheng");
        var id = await Draft(officer, Form("关于补充材料的通知"));
        Assert.Null(await Seen(id));

        Assert.Null(await officer.Get<PublishAnnouncement>().Run(id, Ct));
        Assert.Equal("关于补充材料的通知", (await Seen(id))!.Announcement.Title);

        Assert.Null(await officer.Get<WithdrawAnnouncement>().Run(id, "日期有误，另发", Ct));
        Assert.Null(await Seen(id));
        Assert.Equal("日期有误，另发", (await officer.Get<ReadOwnAnnouncement>().Run(id, Ct))!.Announcement.WithdrawnReason);
        Assert.Equal(["PublishAnnouncement", "WithdrawAnnouncement", "WriteAnnouncement"],
            await app.Ask("select distinct act from audit_entries where body::text like '%' || $1 || '%' order by 1", id.Value.ToString()));
    }

    [Theory(DisplayName = "不在最上一级的机构、单位、申报人：不能起草，公告像不存在一样")]
    [InlineData("county@tacheng")]
    [InlineData("employer@tacheng")]
    [InlineData("applicant@tacheng")]
    [InlineData("prefecture@bazhou")]
    public async Task Are_written_by_the_top_office_only(string stranger)
    {
        await using var officer = await app.As("prefecture@tacheng");
        var id = await Draft(officer, Form("只有本机构能动"));
        await using var other = await app.As(stranger);

        if (stranger != "prefecture@bazhou") Assert.IsType<NotFoundHere>(await other.Get<WriteAnnouncement>().Run(id, Form("改了"), Ct));
        Assert.IsType<NotFoundHere>(await other.Get<PublishAnnouncement>().Run(id, Ct));
        Assert.IsType<NotFoundHere>(await other.Get<WithdrawAnnouncement>().Run(id, "理由", Ct));
        Assert.IsType<NotFoundHere>(await other.Get<PinAnnouncement>().Run(id, true, Ct));
        Assert.IsType<NotFoundHere>((await other.Get<AddAttachment>().Run(id, "a.pdf", new MemoryStream(Samples.Pdf()), Ct)).Refusal);
        Assert.IsType<NotFoundHere>(await other.Get<RemoveAttachment>().Run(id, new(Guid.NewGuid()), Ct));
        Assert.Null(await other.Get<ReadOwnAnnouncement>().Run(id, Ct));
        Assert.Equal("只有本机构能动", (await officer.Again().Get<ReadOwnAnnouncement>().Run(id, Ct))!.Announcement.Title);
    }

    [Fact(DisplayName = "别的端口的公告与附件，和不存在的，回答一样"), Trait("rule", "KZ-01")]
    public async Task Of_another_port_look_like_none()
    {
        await using var officer = await app.As("prefecture@tacheng");
        var id = await Draft(officer, Form("塔城的通知"));
        var (attachment, _) = await officer.Get<AddAttachment>().Run(id, "附件1.pdf", new MemoryStream(Samples.Pdf()), Ct);
        Assert.Null(await officer.Get<PublishAnnouncement>().Run(id, Ct));
        await using var visitor = app.AsVisitor();

        Assert.Null(await Seen(id, "kezhou"));
        Assert.Null(await visitor.Get<OpenAttachment>().Run("kezhou", attachment!.Id, Ct));
        Assert.NotNull(await visitor.Get<OpenAttachment>().Run("tacheng", attachment.Id, Ct));
        Assert.Empty(await Found("塔城的通知", "kezhou"));
    }

    [Fact(DisplayName = "附件：按内容收下，发布之前可以去掉，草稿的附件来访者打不开"), Trait("rule", "TC-42")]
    public async Task Carry_attachments()
    {
        await using var officer = await app.As("prefecture@tacheng");
        var id = await Draft(officer, Form("带附件的通知"));
        var docx = Attachments_are_told_by_what_they_hold.Package("word/document.xml");

        var (kept, refusal) = await officer.Get<AddAttachment>().Run(id, "附件5 真实性保证书.docx", new MemoryStream(docx), Ct);
        Assert.Null(refusal);
        var (dropped, _) = await officer.Get<AddAttachment>().Run(id, "多余.pdf", new MemoryStream(Samples.Pdf()), Ct);
        Assert.Null(await officer.Get<RemoveAttachment>().Run(id, dropped!.Id, Ct));
        await using var visitor = app.AsVisitor();
        Assert.Null(await visitor.Get<OpenAttachment>().Run("tacheng", kept!.Id, Ct));
        Assert.NotNull(await officer.Get<OpenOwnAttachment>().Run(id, kept.Id, Ct));
        Assert.Null(await officer.Get<PublishAnnouncement>().Run(id, Ct));

        var file = await visitor.Get<OpenAttachment>().Run("tacheng", kept.Id, Ct);
        await using (file!.Content)
        {
            using var copy = new MemoryStream();
            await file.Content.CopyToAsync(copy, Ct);
            Assert.Equal(docx, copy.ToArray());
        }

        Assert.Equal("附件5 真实性保证书.docx", file.FileName);
        Assert.Equal(["附件5 真实性保证书.docx"], (await Seen(id))!.Announcement.Attachments.Select(a => a.FileName));
        Assert.IsType<AnnouncementNotDraft>((await officer.Get<AddAttachment>().Run(id, "迟到.pdf", new MemoryStream(Samples.Pdf()), Ct)).Refusal);
        Assert.IsType<AnnouncementNotDraft>(await officer.Get<RemoveAttachment>().Run(id, kept.Id, Ct));
    }

    [Theory(DisplayName = "不收的附件：一句话说清为什么，什么都没有登记")]
    [InlineData("宏.docx", "带有宏")]
    [InlineData("说明.txt", "只收")]
    [InlineData("空.pdf", "空的")]
    [InlineData("假.pdf", "只收")]
    [InlineData("反.exe.pdf", "文件名")]
    public async Task Refuse_what_must_not_be_downloaded(string name, string words)
    {
        await using var officer = await app.As("prefecture@tacheng");
        var id = await Draft(officer, Form("拒收的附件"));
        byte[] content = name[0] switch { '宏' => Attachments_are_told_by_what_they_hold.Package("word/document.xml", "word/vbaProject.bin"), '空' => [], _ => Encoding.UTF8.GetBytes("随便写写") };

        var (attachment, refusal) = await officer.Get<AddAttachment>().Run(id, name, new MemoryStream(content), Ct);

        Assert.Null(attachment);
        Assert.Contains(words, refusal!.Sentence, StringComparison.Ordinal);
        Assert.Empty((await officer.Get<ReadOwnAnnouncement>().Run(id, Ct))!.Announcement.Attachments);
    }

    [Fact(DisplayName = "查找：空格隔开的词都要有，标题与正文都算；百分号、下划线、反斜线、引号都只是字"), Trait("rule", "TC-42")]
    public async Task Are_found_by_their_words()
    {
        await using var officer = await app.As("prefecture@tacheng");
        await Published(officer, Form("覆盖率100%的说明", "甲_乙"));
        await Published(officer, Form("覆盖率1000的说明", "甲丙乙 O'Neil \\路径"));

        Assert.Equal(2, (await Found("覆盖率")).Length);
        Assert.Equal(["覆盖率100%的说明"], await Found("100%的"));
        Assert.Equal(["覆盖率100%的说明"], await Found("甲_乙"));
        Assert.Equal(["覆盖率1000的说明"], await Found("o'neil 覆盖率"));
        Assert.Equal(["覆盖率1000的说明"], await Found("\\路径"));
        Assert.Empty(await Found("覆盖率 没有这个词"));
        Assert.Empty(await Found("'; drop table announcements; --"));
    }

    [Fact(DisplayName = "置顶的在前，其余新的在前；翻页不越界")]
    public async Task Come_in_order()
    {
        await using var officer = await app.As("prefecture@aksu");
        var old = await Published(officer, Form("旧的") with { Dated = new DateOnly(2023, 1, 1) });
        foreach (var day in Enumerable.Range(1, 11)) await Published(officer, Form($"第{day}日") with { Dated = new DateOnly(2023, 2, day) });
        Assert.Null(await officer.Get<PinAnnouncement>().Run(old, true, Ct));
        await using var visitor = app.AsVisitor();

        var first = await visitor.Get<ReadAnnouncements>().Run("aksu", new AnnouncementQuery(), Ct);
        var last = await visitor.Get<ReadAnnouncements>().Run("aksu", new AnnouncementQuery(Page: int.MaxValue), Ct);

        // 演示自己的两份：通知置顶，日期比“旧的”新；表格不置顶，也比这几份新。
        Assert.Equal(["旧的", "第11日", "第10日"], first!.Items.Where((_, at) => at is 1 or 3 or 4).Select(a => a.Title));
        Assert.Equal((14, 2, 10), (first.Total, first.Pages, first.Items.Count));
        Assert.Equal(["第4日", "第3日", "第2日", "第1日"], last!.Items.Select(a => a.Title));
        Assert.Equal("旧的", (await visitor.Get<ReadPortal>().Run("aksu", Ct))!.Latest[1].Title);
    }

    [Fact(DisplayName = "填写有误：每处一句，没有存下；同一张表单交两次只有一份")]
    public async Task Are_checked_when_written()
    {
        await using var officer = await app.As("prefecture@tacheng");
        var id = new AnnouncementId(Guid.CreateVersion7());

        var refusal = Assert.IsType<InvalidInput>(await officer.Get<WriteAnnouncement>().Run(id, new AnnouncementForm { Kind = null, Title = " ", Body = "a\u202Eb", Dated = null }, Ct));
        Assert.Equal(["Body", "Dated", "Kind", "Title"], refusal.Errors.Select(e => e.Field).Order(StringComparer.Ordinal));
        Assert.Null(await officer.Get<ReadOwnAnnouncement>().Run(id, Ct));

        Assert.Null(await officer.Get<WriteAnnouncement>().Run(id, Form("一次"), Ct));
        Assert.Null(await officer.Again().Get<WriteAnnouncement>().Run(id, Form("两次"), Ct));
        Assert.Equal(["两次"], await app.Ask("select title from announcements where id = $1", id.Value));
    }

    [Fact(DisplayName = "运行角色删不掉公告")]
    public async Task Are_never_deleted() =>
        Assert.Equal(["False"], await app.Ask("select has_table_privilege('titlereview_app', 'announcements', 'delete')"));

    [Fact(DisplayName = "演示：通知全文与附件在通知公告，常用表格在资料下载，电话在页脚"), Trait("rule", "TC-42"), Trait("rule", "AK-25"), Trait("rule", "AK-26")]
    public async Task Hold_the_notice_of_the_demo()
    {
        await using var visitor = app.AsVisitor();
        var portal = (await visitor.Get<ReadPortal>().Run("tacheng", Ct))!;
        var notice = portal.Latest.Single(a => a.Pinned);
        Assert.Contains("每名专业技术人员最多只能提交三次材料", notice.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("bookmark", notice.Body, StringComparison.Ordinal);
        Assert.Equal(["通知全文.pdf", "个人承诺书（模板）.pdf", "推荐单位公示（模板）.pdf", "继续教育免试申请表.pdf"], notice.Attachments.Select(a => a.FileName));

        var downloads = await visitor.Get<ReadAnnouncements>().Run("tacheng", new AnnouncementQuery(AnnouncementKind.Download), Ct);
        Assert.Contains("继续教育免试申请表.pdf", downloads!.Items[0].Attachments.Select(a => a.FileName));
        var foot = await visitor.Get<ReadPortalFoot>().Run("tacheng", Ct);
        Assert.Contains(foot!.Plan!.Contacts.Lines, l => l.Contains("监督举报电话", StringComparison.Ordinal));
    }
}
