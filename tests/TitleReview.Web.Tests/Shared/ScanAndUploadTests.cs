using TitleReview.Web.Shared;

namespace TitleReview.Web.Tests.Shared;

public sealed class ScanAndUploadTests
{
    private static readonly ScanPage[] Pages = [new("/s/1", "/t/1", "学历证书 第 1 页"), new("/s/2", "/t/2", "学历证书 第 2 页")];

    [Fact(DisplayName = "没有脚本也能看：一张图，其余是链接")]
    public async Task Scans_are_links_at_heart()
    {
        var host = await ComponentHost.Render<ScanViewer>(("Pages", Pages), ("Start", 1));

        Assert.Equal("/s/2", host.Find(".scan-frame img").GetAttribute("src"));
        Assert.Equal("学历证书 第 2 页", host.Find(".scan-frame img").GetAttribute("alt"));
        Assert.Equal(["/s/1", "/s/2"], host.Document.QuerySelectorAll(".scan-strip a").Select(a => a.GetAttribute("href")));
        Assert.Equal("/s/2", host.Find("[aria-current]").GetAttribute("href"));
    }

    [Fact(DisplayName = "没有材料时说明这里会显示什么")]
    public async Task No_scans_is_explained() =>
        Assert.Equal("这里显示扫描件 这一项还没有上传材料。", (await ComponentHost.Render<ScanViewer>(("Pages", Array.Empty<ScanPage>()))).Text);

    [Fact(DisplayName = "上传框就是一张普通表单，带着防伪令牌")]
    public async Task An_upload_box_is_a_plain_form_with_a_token()
    {
        var host = await ComponentHost.Render<UploadBox>(("Url", "/materials/1"), ("Label", "上传学历证书"), ("Files", new[] { new UploadedFile(Guid.Empty, null, "毕业证书.jpg") }));

        Assert.Equal("/materials/1", host.Find("form").GetAttribute("action"));
        Assert.Equal("multipart/form-data", host.Find("form").GetAttribute("enctype"));
        Assert.Equal("token-of-this-page", host.Find("form input[type=hidden]").GetAttribute("value"));
        Assert.Equal("token-of-this-page", host.Find("upload-box").GetAttribute("data-token"));
        Assert.Equal("毕业证书.jpg", host.Find(".upload-item .upload-name").TextContent);
    }

    [Fact(DisplayName = "翻页：到头的那一边不是链接")]
    public async Task The_pager_ends_where_the_list_ends()
    {
        var host = await ComponentHost.Render<Pager>(("NextHref", "?after=4"), ("Summary", "共 128 件"));

        Assert.Equal(["下一页"], host.Document.QuerySelectorAll("a").Select(a => a.TextContent));
        Assert.Equal("", (await ComponentHost.Render<Pager>()).Html);
    }

    [Fact(DisplayName = "空列表说明会出现什么、该做什么")]
    public async Task An_empty_list_says_what_will_appear() =>
        Assert.Equal("这里显示您的申报 您还没有申报。", (await ComponentHost.Render<EmptyState>(("Title", "这里显示您的申报"), ("ChildContent", ComponentHost.Words("您还没有申报。")))).Text);
}
