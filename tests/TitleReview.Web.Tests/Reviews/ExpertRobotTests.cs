using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using TitleReview.App.Demo;
using TitleReview.Documents.Work;

namespace TitleReview.Web.Tests.Reviews;

/// <summary>
/// E1: a robot signed in as the expert opens everything that is linked and guesses what is not, and looks for the applicant in
/// addresses, headers, bodies, picture metadata and pixels. The same robot as officer and applicant finds all of it: the test can fail.
/// </summary>
[Trait("rule", "TC-21"), Trait("rule", "BZ-21"), Trait("rule", "AK-16")]
public sealed class ExpertRobotTests(PlantedSite site) : IClassFixture<PlantedSite>
{
    private static readonly SemaphoreSlim Turn = new(1, 1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<Robot> As(string login) => await Robot.SignsIn(site.Client(), login, DemoPeople.Password);

    /// <summary>Assigned through the officer's page, once; the code is looked up behind the scenes.</summary>
    private async Task<string> Code()
    {
        await Turn.WaitAsync(Ct);
        try
        {
            if (await site.Ask("select code from review_cases where filing_id = $1", site.Filing.Value) is [var there]) return there;

            var officer = await As("prefecture@tacheng");
            var expert = (await site.Ask("select id from users where user_name = 'expert@tacheng'"))[0];
            using var answer = await officer.Posts("/assignments", "main form", ("Filings", $"{site.Filing.Value}"), ("Experts", expert));
            Assert.Equal("/assignments?done=sent", new Uri(new Uri("http://localhost"), answer.Headers.Location!).PathAndQuery);
            return (await site.Ask("select code from review_cases where filing_id = $1", site.Filing.Value))[0];
        }
        finally
        {
            Turn.Release();
        }
    }

    [Fact(DisplayName = "专家走遍每个链接、每张图、每个脚本与标头，再猜旧地址：申报人的字、号、文件名一个也没有")]
    public async Task An_expert_finds_nobody()
    {
        var code = await Code();
        var expert = await As("expert@tacheng");
        var needles = new Needles([.. site.Planted, .. site.Inside]);

        var walked = await expert.Walk(["/home", "/reviews"], link => !IsPublic(link));
        var pictures = walked.Where(s => s.Address.StartsWith($"/reviews/{code}/pages/", StringComparison.Ordinal)).ToList();
        var prints = new List<Seen>();
        foreach (var address in pictures.Select(p => p.Address).Where(a => a.EndsWith("/screen", StringComparison.Ordinal))) prints.Add(await expert.Get(address.Replace("/screen", "/print", StringComparison.Ordinal)));

        Assert.Contains(walked, s => s.Address == $"/reviews/{code}" && s.Status == HttpStatusCode.OK);
        Assert.Contains(walked, s => s.MediaType == "text/css");
        Assert.Contains(walked, s => s.MediaType == "text/javascript");
        Assert.True(prints.Count > 15, $"{prints.Count}");
        // Signing out is a button, not a page.
        Assert.Equal(["/sign-out"], walked.Where(s => s.Status != HttpStatusCode.OK).Select(s => s.Address));
        foreach (var seen in walked.Concat(prints)) Assert.Equal([], Found(needles, seen, seen.Address));

        foreach (var picture in pictures.Concat(prints)) IsNeutral(picture, code);
        Assert.Equal(pictures.Select(p => p.Address).Order(StringComparer.Ordinal), pictures.Select(p => p.Address).Distinct().Order(StringComparer.Ordinal));
        // His own messages and sign-ins have dates and numbers of their own: when he was sent a case, when he came.
        bool Own(Seen s) => s.Address.StartsWith("/messages", StringComparison.Ordinal) || s.Address == "/account";
        Assert.DoesNotContain(walked, s => !Own(s) && s.MediaType == "text/html" && Regex.IsMatch(s.Text, "2023年9月1[0-9]日|2023-09-1[0-9]|[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-", RegexOptions.None, TimeSpan.FromSeconds(5)));
        await ReadsNothing(walked.Single(s => s.Address == $"/reviews/{code}"), prints);

        var elsewhere = (await site.Ask("select c.code from review_cases c join tenants t on t.id = c.tenant_id where t.slug = 'bazhou'"))[0];
        foreach (var address in Guesses(code, elsewhere))
        {
            var seen = await expert.Get(address);
            Assert.True(seen.Status == HttpStatusCode.NotFound, $"{address}: {seen.Status}");
            Assert.Equal([], Found(needles, seen, ""));
        }
    }

    [Fact(DisplayName = "对照：同一个机器人以审核人员、申报人登录，样样找得到")]
    public async Task The_officer_and_the_applicant_find_everything()
    {
        await Code();
        var needles = new Needles([.. site.Planted, .. site.Materials, $"{site.Filing.Value}"]);
        bool Near(string link) => link.Contains($"{site.Filing.Value}", StringComparison.Ordinal) || site.Materials.Any(m => link.Contains(m, StringComparison.Ordinal));
        var (officer, applicant) = (await As("prefecture@tacheng"), await As("applicant@tacheng"));

        List<Seen> seen =
        [
            .. await officer.Walk([$"/approvals/{site.Filing.Value}", "/assignments", .. site.Materials.Select(m => $"/materials/{m}/original")], Near),
            .. await applicant.Walk([$"/filings/{site.Filing.Value}", $"/filings/{site.Filing.Value}/edit/other"], Near),
        ];

        var found = seen.SelectMany(s => Found(needles, s, s.Address)).Select(f => f.Split('：')[0]).ToHashSet(StringComparer.Ordinal);
        Assert.Equal([], site.Planted.Concat(site.Materials).Append($"{site.Filing.Value}").Where(p => !found.Contains(p)));
        // 像素里的也读得出来：读字这一步不是摆设。
        Assert.Contains(PlantedSite.Given, await Read(seen.Where(s => s.Address == $"/materials/{site.NamedSheet}/original")), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "申报人事先看到的，每一段、每一张与专家看到的一样（A22）")]
    public async Task The_applicant_sees_exactly_the_same()
    {
        var code = await Code();
        var (expert, applicant) = (await As("expert@tacheng"), await As("applicant@tacheng"));
        var (read, preview) = (await expert.Get($"/reviews/{code}"), await applicant.Get($"/filings/{site.Filing.Value}/expert-view"));

        Assert.Equal(Sections(read), Sections(preview).Select(s => s.Replace($"/filings/{site.Filing.Value}/expert-view", $"/reviews/{code}", StringComparison.Ordinal)));
        Assert.Contains("专家看到的是编号", preview.Text, StringComparison.Ordinal);
        Assert.Contains($"/filings/{site.Filing.Value}/masks", preview.Text, StringComparison.Ordinal);
        for (var no = 1; no <= 3; no++)
            Assert.Equal((await expert.Get($"/reviews/{code}/pages/{no}/screen")).Body, (await applicant.Get($"/filings/{site.Filing.Value}/expert-view/pages/{no}/screen")).Body);
        Assert.Equal(HttpStatusCode.NotFound, (await applicant.Get($"/reviews/{code}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await As("passed@tacheng")).Get($"/filings/{site.Filing.Value}/expert-view")).Status);
    }

    /// <summary>The portals are everybody's: they list employers and know nothing of who filed what.</summary>
    private static bool IsPublic(string link) => link == "/" || new[] { "register", "sign-in", "verify" }.Concat(DemoPeople.Ports.Select(p => p.Slug)).Contains(link.Split('/', '?')[1]);

    private static IReadOnlyList<string> Sections(Seen page) => [.. new HtmlParser().ParseDocument(page.Text).QuerySelectorAll("main section").Select(s => s.OuterHtml)];

    private static IEnumerable<string> Found(Needles needles, Seen seen, string address) =>
        needles.In(seen.Body).Select(n => $"{n}：{seen.Address} body")
            .Concat(needles.In(address).Select(n => $"{n}：{seen.Address} address"))
            .Concat(seen.Headers.SelectMany(h => needles.In($"{h.Name}: {h.Value}").Select(n => $"{n}：{seen.Address} {h.Name}")));

    /// <summary>A picture says nothing but its pixels: no date, no fingerprint, no name, no metadata.</summary>
    private static void IsNeutral(Seen picture, string code)
    {
        Assert.Equal((HttpStatusCode.OK, "image/jpeg"), (picture.Status, picture.MediaType));
        Assert.Matches($"^inline; filename=\"{code}-[0-9]{{2}}\\.jpg\"$", picture.Header("Content-Disposition"));
        Assert.Contains("no-store", picture.Header("Cache-Control"), StringComparison.Ordinal);
        Assert.StartsWith("sandbox;", picture.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Null(picture.Header("Last-Modified") ?? picture.Header("ETag") ?? picture.Header("Content-Location"));
        // APP0 (JFIF) and APP2 (colour profile) are all that may stand before the pixels: no EXIF, XMP, IPTC, comment.
        Assert.Equal([], Segments(picture.Body).Where(m => m is (>= 0xE1 and <= 0xEF and not 0xE2 and not 0xEE) or 0xFE));
    }

    private static IEnumerable<int> Segments(byte[] jpeg)
    {
        for (var at = 2; at + 4 < jpeg.Length && jpeg[at] == 0xFF && jpeg[at + 1] != 0xDA; at += 2 + jpeg[at + 2] * 256 + jpeg[at + 3]) yield return jpeg[at + 1];
    }

    /// <summary>The planted sheets, read by the machine: the name is under its mask, what stands around it is still there.</summary>
    private async Task ReadsNothing(Seen page, IReadOnlyList<Seen> prints)
    {
        var other = new HtmlParser().ParseDocument(page.Text).QuerySelectorAll("section[aria-labelledby=section-other] .scan-strip a").Where(a => a.GetAttribute("data-name")!.StartsWith("其他附件", StringComparison.Ordinal))
            .Select(a => a.GetAttribute("href")!.Replace("/screen", "/print", StringComparison.Ordinal)).ToList();
        Assert.Equal(4, other.Count);
        var text = await Read(prints.Where(p => other.Contains(p.Address)));
        Assert.Contains("荣誉证书", text, StringComparison.Ordinal);
        Assert.DoesNotContain(new[] { PlantedSite.Given, "帕尔", "哈提", "萨依木江", "木江" }, n => text.Contains(n, StringComparison.Ordinal));
    }

    private async Task<string> Read(IEnumerable<Seen> pictures)
    {
        var worker = site.Services.GetRequiredService<DocumentWorker>();
        var text = "";
        foreach (var picture in pictures) text += string.Join('\n', (await worker.Read(picture.Body, Ct)).Lines.Select(l => l.Text)) + '\n';
        return text;
    }

    private IEnumerable<string> Guesses(string code, string elsewhere)
    {
        var id = site.Filing.Value;
        return
        [
            $"/filings/{id}", $"/filings/{id}/precheck", $"/filings/{id}/edit/basic", $"/filings/{id}/masks", $"/filings/{id}/expert-view", $"/filings/{id}/expert-view/pages/1/screen", $"/filings/{id}/notice.pdf", $"/filings/{id}/review-form.pdf", "/filings/new",
            $"/approvals/{id}", $"/approvals/{id}/papers", $"/notices/{id}", "/inbox", "/roster", "/roster.xlsx", "/roster.pdf", "/plans", "/staff", "/employers", "/integrity", "/integrity/new", "/announcements", "/assignments", "/calendar", "/platform/calendar",
            .. site.Materials.Take(4).SelectMany(m => new[] { "thumbnail", "screen", "original" }.Select(s => $"/materials/{m}/{s}")), .. site.Materials.Take(2).Select(m => $"/materials/{m}/pages/1/screen"),
            $"/reviews/{elsewhere}", $"/reviews/{elsewhere}/pages/1/screen", "/reviews/K7M-4Q2", $"/reviews/{id}", $"/reviews/{site.Number}", $"/reviews/{code}/pages/0/screen", $"/reviews/{code}/pages/9999/screen", $"/reviews/{code}/pages/1/original",
            $"/reviews/{code}/pages/1/1", $"/reviews/{code}/pages/1", $"/reviews/{code}/pages", $"/reviews/{code}/form",
        ];
    }
}
