using Microsoft.Playwright;

namespace TitleReview.Journeys;

/// <summary>An administrator at the queue: conditions in the address, remembered under a name, kept while going from one to the next.</summary>
[Collection(AtTheDesks.Name)]
public sealed class A_days_work_at_the_queue(SharedSite site, Browser browser)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact(DisplayName = "单位管理员：找、筛、排，记住筛选，逐件看下去，条件一路都在；手机上也一样")]
    public async Task Goes_from_one_to_the_next()
    {
        var app = site.App;
        foreach (var width in new[] { 1280, 390 })
        {
            await using var person = await Person.SignsIn(app, browser, "employer@tacheng", width: width);
            await person.Go("/inbox");
            await person.Page.GetByLabel("专业", new() { Exact = true }).SelectOptionAsync("水利");
            await person.Page.GetByText("更多条件、排序").ClickAsync();
            await person.Page.GetByLabel("排序", new() { Exact = true }).SelectOptionAsync("Name");
            await person.Press("查找");
            await person.Sees("符合条件的 2 件，按姓名排");

            await person.Page.GetByText("记住现在的筛选").ClickAsync();
            await person.Fill("给它起个名字", $"水利按姓名 {width}");
            await person.Press("记住");
            await person.Sees("筛选已记住");

            await person.Page.GetByRole(AriaRole.Link, new() { Name = "审核 TC-" }).First.ClickAsync();
            await person.Sees("第 1 / 2 件");
            await person.Page.GetByRole(AriaRole.Link, new() { Name = "后一件", Exact = true }).ClickAsync();
            await person.Sees("第 2 / 2 件");
            Assert.Contains("sort=Name", person.Page.Url, StringComparison.Ordinal);
            await person.Page.GetByRole(AriaRole.Link, new() { Name = "回到待办申报", Exact = true }).ClickAsync();
            await person.Sees("按姓名排");

            await person.Go("/inbox?tab=Returned");
            await person.Page.GetByRole(AriaRole.Link, new() { Name = $"水利按姓名 {width}", Exact = true }).ClickAsync();
            await person.Sees("符合条件的 2 件，按姓名排");
            await person.Press($"删去 水利按姓名 {width}");
            await person.Sees("已删去");
            Assert.Empty(person.Complaints);
        }

        await GoesInBatches(app);
    }

    /// <summary>Chosen, tried, confirmed, done by the clock while the page waits; what cannot be done is said beforehand.</summary>
    private async Task GoesInBatches(RunningApp app)
    {
        await using var employer = await Person.SignsIn(app, browser, "employer@tacheng");
        await employer.Go("/inbox");
        await employer.Page.GetByLabel("这一页全部打勾").CheckAsync();
        await employer.Press("成批通过");
        await employer.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^试办这") }).ClickAsync();
        await employer.Sees("试办完了：0 件能办");
        await employer.Sees("公示");
        await employer.Press("不办了");
        await employer.Sees("不办了，什么都没有改变");

        await using var officer = await Person.SignsIn(app, browser, "prefecture@tacheng");
        await officer.Go("/inbox?who=me");
        await officer.Sees("派给");
        await officer.Page.GetByLabel("选上 TC-").First.CheckAsync();
        await officer.Press("成批通过");
        await officer.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^试办这") }).ClickAsync();
        await officer.Sees("试办完了：1 件能办，0 件不能办");
        await officer.PressAndConfirm("确认通过 1 件");
        await officer.Sees("办完了：办了 1 件");

        await officer.Go("/inbox?tab=Others");
        await officer.Page.GetByLabel("这一栏的全部").CheckAsync();
        await officer.Press("导出");
        await officer.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^导出这") }).ClickAsync();
        await officer.PressAndConfirm("确认导出");
        await officer.Sees("已导出");
        var download = await officer.Page.RunAndWaitForDownloadAsync(() => officer.Page.GetByRole(AriaRole.Link, new() { Name = "下载电子表格", Exact = true }).ClickAsync());
        Assert.EndsWith(".xlsx", download.SuggestedFilename, StringComparison.Ordinal);
        await officer.Go("/bulk");
        await officer.Sees("通过 1 件");
        Assert.Empty(officer.Complaints.Concat(employer.Complaints));
    }
}
