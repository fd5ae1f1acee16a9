using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TitleReview.Tests.Support;

namespace TitleReview.Journeys;

/// <summary>Return, resubmit, return with something that should have been told at first, refund: in a browser, each step by the role that does it.</summary>
[Trait("rule", "AK-09"), Trait("rule", "TC-33"), Trait("rule", "N6"), Trait("rule", "N7"), Trait("rule", "N8"), Trait("rule", "R3"), Trait("rule", "U5")]
public sealed class ReturnStoryTests(PostgresServer server, Browser browser)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact(DisplayName = "退回、补正再交、又退回（首次未告知，第二个人同意）、退还机会：逐处判，申报人看得到每一步")]
    public async Task Return_resubmit_return_refund()
    {
        await using var app = new RunningApp(server);
        await app.StartAt("2023-09-18T09:00:00", 1, Ct);
        var id = await app.Ask("select f.id::text from filings f join users u on u.applicant_id = f.applicant_id where u.user_name = 'submitted@tacheng'");
        await using var applicant = await Person.SignsIn(app, browser, "submitted@tacheng");
        await using var employer = await Person.SignsIn(app, browser, "employer@tacheng");
        await using var county = await Person.SignsIn(app, browser, "county@tacheng");

        await FirstReturn(employer, id);
        await Mends(applicant, id, "需要补正（1 处）", "新疆托里", "第 2 次");
        await SecondReturn(employer, id);

        await county.Go("/inbox");
        await county.Sees("等您同意（1 件）");
        await county.Page.Locator(".panel.todo a").First.ClickAsync();
        await county.Sees("上次漏看了证明人一栏。");
        // 回车按的是表单的第一个按钮：它按不动。
        Assert.True(await county.Page.EvaluateAsync<bool>("() => document.querySelector(\"form[action*='/approvals/'] [type=submit]\").disabled"));
        await county.Press("同意退回");
        await county.Sees("已同意");

        await applicant.Go($"/filings/{id}");
        await applicant.Sees("首次未告知");
        await applicant.Sees("第 2 次，还剩 1 次");
        await applicant.Sees("上次漏看了证明人一栏。（额敏县演示水利工作站陈守田提出，马文英同意）");

        // 退错了：单位提出，县里同意，申报人的次数回来了。
        await employer.Go($"/approvals/{id}");
        await employer.Page.GetByText("第 2 次的退回是我们的失误").ClickAsync();
        await employer.Page.GetByLabel("为什么是我们的失误").Enter("证明人一栏本来就有。");
        await employer.Press("写明理由，提出退还");
        await employer.Sees("等第二个人同意");
        await county.Go($"/approvals/{id}");
        await county.Press("同意退还");
        await county.Sees("已同意");
        await applicant.Go($"/filings/{id}");
        await applicant.Sees("第 2 次的退回是审核机构的失误，那一次的机会已经退还。");
        await applicant.Sees("第 1 次，还剩 2 次");

        // 给同事的话，申报人哪里也看不到。
        Assert.DoesNotContain("请县里留意", await applicant.Page.ContentAsync(), StringComparison.Ordinal);
        await county.Go($"/approvals/{id}");
        await county.Sees("请县里留意");
        Assert.Empty(applicant.Complaints.Concat(employer.Complaints).Concat(county.Complaints));
    }

    /// <summary>Nothing goes back before all is judged; keys and buttons save each item; the page can be left.</summary>
    private static async Task FirstReturn(Person employer, string id)
    {
        await employer.Go($"/approvals/{id}");
        // 还退不了的，不先问要不要退。
        await employer.Page.Locator("button[name=Decision][value=return]").ClickAsync();
        await employer.Sees("退回须一次性告知全部问题");
        var named = employer.Page.Locator(".item-links a").First;
        var first = await named.TextContentAsync();
        await named.ClickAsync();
        await Assertions.Expect(AtTheDesk.Item(employer, first!)).ToBeInViewportAsync();

        await employer.Go($"/approvals/{id}");
        await employer.Page.Keyboard.PressAsync("j");
        await employer.Page.Keyboard.PressAsync("3");
        await Assertions.Expect(employer.Page.Locator("#judge-progress")).ToContainTextAsync("已判 1 /");
        await employer.Go("/inbox");
        await employer.Go($"/approvals/{id}");
        await Assertions.Expect(employer.Page.Locator("#judge-progress")).ToContainTextAsync("已判 1 /");

        await employer.Page.GetByText("留一句话").ClickAsync();
        await employer.Page.GetByLabel("给同事的话").Last.Enter("请县里留意证书编号。");
        await employer.Press("留下这句话");
        await employer.Sees("请县里留意证书编号。");

        await AtTheDesk.Fails(employer, "基本信息", "出生地请写到县（市）。");
        await AtTheDesk.PassesTheRest(employer);
        await AtTheDesk.Returns(employer);
        await employer.Page.WaitForURLAsync(new Regex("done=return"));
    }

    private static async Task Mends(Person applicant, string id, string told, string birthplace, string which)
    {
        await applicant.Go($"/filings/{id}");
        await applicant.Sees(told);
        await applicant.Go($"/filings/{id}/edit/basic");
        await applicant.Page.Locator("[data-field=birthplace] input").Enter(birthplace);
        await applicant.Page.Locator("[data-field=birthplace] input").BlurAsync();
        await Assertions.Expect(applicant.Page.Locator("#draft-status")).ToHaveTextAsync(new Regex("^已于"));
        await applicant.Go($"/filings/{id}/precheck");
        await applicant.Sees($"将使用{which}提交机会");
        await applicant.PressAndConfirm("提交");
        await applicant.Sees("已提交");
    }

    /// <summary>What changed is shown; the rest is carried; a new fault on what did not change needs a second person.</summary>
    private static async Task SecondReturn(Person employer, string id)
    {
        await employer.Go($"/approvals/{id}");
        await employer.Sees("与第 1 次提交相比改了什么（1 处）");
        await Assertions.Expect(employer.Page.Locator(".changes ins")).ToContainTextAsync("新疆托里");
        await Assertions.Expect(AtTheDesk.Item(employer, "工作经历第 1 行")).ToContainTextAsync("沿用第 1 次");
        await AtTheDesk.Fails(employer, "工作经历第 1 行", "第一段缺证明人。");
        await AtTheDesk.PassesTheRest(employer);
        await AtTheDesk.Returns(employer);
        await employer.Sees("有 1 处是首次未告知");
        await employer.Fill("为什么上次没有指出", "上次漏看了证明人一栏。");
        await employer.Press("写明理由，请第二个人同意退回");
        await employer.Sees("等第二个人同意");
    }
}
