using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TitleReview.App.Demo;
using TitleReview.App.Plans;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Titles;
using TitleReview.Tests.Support;

namespace TitleReview.Journeys;

/// <summary>Types a whole filing into the pages, field by field, and uploads a scan into every slot that must have one.</summary>
internal static class ApplicantAtWork
{
    private static readonly string Scans = Path.Combine(Repository.Root, "src", "TitleReview.App", "Demo", "scans");

    public static async Task<string> StartsFiling(Person person)
    {
        await person.Go("/filings/new?channel=local");
        await person.Page.GetByRole(AriaRole.Link, new() { Name = "选择工程系列水利" }).ClickAsync();
        await person.Page.GetByText("中级（工程师）").ClickAsync();
        await person.Page.GetByLabel("正常申报").CheckAsync();
        await person.Press("开始填报");
        await person.Page.WaitForURLAsync("**/edit/basic");
        return Regex.Match(person.Page.Url, "filings/([^/]+)", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value;
    }

    public static Task FillsEverything(Person person, string id, string name) =>
        FillsEverything(person, id, name, PlanFiles.Read("tacheng-2023"), new TitleChoice("local", "工程系列", "水利", Grade.Intermediate, TitleTrack.Review, FilingPath.Regular));

    public static async Task FillsEverything(Person person, string id, string name, PlanTerms terms, TitleChoice choice)
    {
        var form = CompleteForm(name, terms, choice);
        foreach (var module in terms.Modules)
        {
            await person.Go($"/filings/{id}/edit/{module.Key}");
            if (form.DeclaredNone.Contains(module.Key)) await person.Press("填无");
            var rows = form.Rows(module.Key);
            for (var i = 0; i < rows.Count; i++)
            {
                if (terms.Module(module.Key)!.Repeats)
                {
                    await person.Press($"添一行{terms.Module(module.Key)!.RowName}");
                    await Assertions.Expect(person.Page.Locator("section.row")).ToHaveCountAsync(i + 1);
                }

                var place = terms.Module(module.Key)!.Repeats ? person.Page.Locator("section.row").Nth(i) : person.Page.Locator("main");
                foreach (var (field, value) in rows[i].Values) await Types(person, place, field, value);
            }

            // Slots depend on what was chosen: they are looked at anew.
            await person.Go($"/filings/{id}/edit/{module.Key}");
            await Uploads(person);
        }

        if (terms.Masking.Items.Count > 0) await AnswersMasks(person, id);
    }

    /// <summary>Page by page: on the photograph a box is drawn with the mouse, the rest needs none.</summary>
    private static async Task AnswersMasks(Person person, string id)
    {
        await person.Go($"/filings/{id}/masks");
        var left = await Left(person);
        await person.Page.GetByRole(AriaRole.Link, new() { Name = "从第一张开始" }).ClickAsync();
        for (; left > 0; left--)
        {
            await person.Page.WaitForURLAsync("**/masks/*/*");
            var photo = await person.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).TextContentAsync() is { } title && title.Contains("照片", StringComparison.Ordinal);
            if (photo) await Draws(person);
            else await person.Page.GetByLabel("否，没有").CheckAsync();
            var before = person.Page.Url;
            await person.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^保存") }).ClickAsync();
            await person.Page.WaitForURLAsync(url => url != before);
        }

        await person.Sees("都回答过了");
    }

    private static async Task<int> Left(Person person)
    {
        var (value, max) = (await person.Page.Locator("progress").First.GetAttributeAsync("value"), await person.Page.Locator("progress").First.GetAttributeAsync("max"));
        return int.Parse(max!, System.Globalization.CultureInfo.InvariantCulture) - int.Parse(value!, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task Draws(Person person)
    {
        var picture = (await person.Page.Locator(".mask-frame").BoundingBoxAsync())!;
        await person.Page.Mouse.MoveAsync(picture.X + picture.Width * 0.2f, picture.Y + picture.Height * 0.2f);
        await person.Page.Mouse.DownAsync();
        await person.Page.Mouse.MoveAsync(picture.X + picture.Width * 0.7f, picture.Y + picture.Height * 0.35f, new() { Steps = 4 });
        await person.Page.Mouse.UpAsync();
        await Assertions.Expect(person.Page.Locator(".mask-box")).ToHaveCountAsync(1);
        await person.Page.Locator(".mask-list select").First.SelectOptionAsync(new SelectOptionValue { Index = 0 });
        await Assertions.Expect(person.Page.GetByLabel("是，需要遮盖")).ToBeCheckedAsync();
    }

    private static async Task Types(Person person, ILocator place, string field, string value)
    {
        var control = place.Locator($"[data-field='{field}']").Locator("input, select, textarea");
        var kind = await control.EvaluateAsync<string>("e => e.tagName + (e.type || '')");
        if (kind.StartsWith("SELECT", StringComparison.Ordinal)) { if (value == FormField.None) return; await control.SelectOptionAsync(value); }
        else if ((kind.EndsWith("date", StringComparison.Ordinal) || kind.EndsWith("month", StringComparison.Ordinal)) && value == FormField.None) return;
        else { await control.Enter(value); await control.BlurAsync(); }
        await Assertions.Expect(person.Page.Locator("#draft-status")).ToHaveTextAsync(new Regex("^已于|^改一处"), new() { Timeout = 10000 });
    }

    private static async Task Uploads(Person person)
    {
        var slots = person.Page.Locator("section.slot:has(.required)");
        for (var i = 0; i < await slots.CountAsync(); i++)
        {
            var slot = slots.Nth(i);
            var key = (await slot.GetAttributeAsync("id"))!;
            var scan = DemoFilings.ScanFor(Regex.Match(key, "^slot-(.+?)(-[0-9a-f]{8}-.*)?$", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value);
            await slot.Locator("input[type=file]").First.SetInputFilesAsync(Path.Combine(Scans, $"{scan}.jpg"));
            await Assertions.Expect(slot.Locator(".upload-item.done")).ToHaveCountAsync(1, new() { Timeout = 20000 });
        }
    }

    /// <summary>The demo's complete filing, as what somebody means to type.</summary>
    private static FilingForm CompleteForm(string name, PlanTerms terms, TitleChoice choice)
    {
        var plan = new Plan(new PlanId(Guid.CreateVersion7()), terms, 1, default);
        var employer = Office.HrBureau(new OfficeId(Guid.CreateVersion7()), OfficeKind.Employer, "单位", "县", null);
        var applicant = Applicant.Register(new ApplicantId(Guid.CreateVersion7()), employer, name, DemoPeople.IdOf(90), [], [], "0901-6000090", default);
        var filing = Filing.Start(new FilingId(Guid.CreateVersion7()), "TC", plan, applicant, choice, default);
        DemoFilings.Fill(filing, applicant, EmployerKind.PublicInstitution, terms, DemoPeople.Ports[0].Trade);
        return filing.Form;
    }
}
