using Microsoft.EntityFrameworkCore;
using TitleReview.App.People;
using TitleReview.App.Storage;
using TitleReview.App.Storage.Files;
using TitleReview.Documents.Work;
using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.People;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Filings;

/// <summary>要回答的一页，连同它在哪一栏。</summary>
public sealed record MaskPage(SlotTerms Slot, Material Material, MaterialPage Page)
{
    /// <summary>给人看的名字：栏目、文件、第几页。</summary>
    public string Name => $"{Slot.Title}：{Material.FileName}{(Material.Pages > 1 ? $" 第 {Page.No} 页" : "")}";
}

/// <summary>一份申报的各页遮盖，按计划的栏目排。</summary>
/// <param name="WhyNotAnswer">现在为什么不能答；能答为空。</param>
public sealed record MaskSheet(Filing Filing, PlanTerms Terms, IReadOnlyList<MaskPage> Pages, Refusal? WhyNotAnswer)
{
    public int Unanswered => Pages.Count(p => p.Page.Masked is null);

    public int Searching => Pages.Count(p => p.Page.Search == PageSearch.Waiting);

    /// <summary>机器找过、什么也没有找到、还没有回答的：计划准许的，可以一次都答“否”。</summary>
    public IReadOnlyList<MaskPage> Quiet => Terms.Masking.AnswerEveryImage ? [] : [.. Pages.Where(p => IsQuiet(p.Page))];

    internal static bool IsQuiet(MaterialPage page) => page is { Masked: null, Search: PageSearch.Done, Reading: { LinesRead: > 0, Proposals.Count: 0, Written.Count: 0 } };
}

/// <summary>检查本人姓名遮盖：各页答了没有，机器找到了什么（BZ-21）。</summary>
[Does(Act.MaskMaterial)]
public sealed class ReadMasks(TenantSessions sessions)
{
    /// <returns>没有这份申报、不是本人的为空。</returns>
    public async Task<MaskSheet?> Run(FilingId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var filing = await session.Filing(id, ct);
        if (session.WhyNot(Act.MaskMaterial, filing) is not null) return null;

        var plan = await session.PlanOf(filing!, ct);
        return new MaskSheet(filing!, plan.Terms, await session.MaskPages(id, plan.Terms, ct), filing!.WhyNotAmend(plan, session.Now));
    }
}

/// <summary>
/// 回答一页“是否需要遮盖”。答“是”的，先按框涂好、存好，再登记：断在中间，只多出没人指着的字节。
/// 涂的时候那一张换了、申报期到了，登记前再问一遍。
/// </summary>
[Does(Act.MaskMaterial)]
public sealed class AnswerMask(TenantSessions sessions, ScanPages scans)
{
    public async Task<Refusal?> Run(MaterialId id, int no, MaskAnswer answer, CancellationToken ct = default)
    {
        Material? material;
        TenantId tenant;
        await using (var session = await sessions.Open(ct))
        {
            material = await session.Db.Materials.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, ct);
            var filing = material is null ? null : await session.Db.Filings.SingleAsync(f => f.Id == material.FilingId, ct);
            if (session.WhyNot(Act.MaskMaterial, filing) is { } forbidden) return forbidden;
            if (await session.WhyNotAnswer(filing!, material!, no, answer, ct) is { } refusal) return refusal;
            tenant = session.Tenant.Id;
        }

        StoredBlob? masked = null;
        try
        {
            if (answer.Needed) masked = await scans.Mask(tenant, material!, no, answer.Masks, ct);
        }
        catch (Exception e) when (e is WorkerFailure or FileStoreException or FileDamagedException)
        {
            return new NotMaskedNow();
        }

        return await Register(material!, no, answer, masked, ct);
    }

    private async Task<Refusal?> Register(Material material, int no, MaskAnswer answer, StoredBlob? masked, CancellationToken ct)
    {
        await using var session = await sessions.Open(ct);
        await FilingLocks.Take(session, material.FilingId, ct);
        var filing = await session.Db.Filings.SingleAsync(f => f.Id == material.FilingId, ct);
        if (session.WhyNot(Act.MaskMaterial, filing) is { } forbidden) return forbidden;
        if (await session.WhyNotAnswer(filing, material, no, answer, ct) is { } refusal) return refusal;
        if (await session.Db.MaterialPages.SingleOrDefaultAsync(p => p.MaterialId == material.Id && p.No == no, ct) is not { } page) return new PageGone();

        if (masked is not null) await FileRegister.Add(session, new StoredFile { Sha256 = masked.Sha256, Bytes = masked.Bytes, StoredAt = session.Now.Instant }, ct);
        page.Answer(answer, masked?.Sha256, session.Actor.UserId, session.Now);
        return await session.Save(ct);
    }
}

/// <summary>机器找过、没有找到什么的各页，本人看过之后一次都答“否”；计划要逐张回答的不行（BZ-21）。</summary>
[Does(Act.MaskMaterial)]
public sealed class AnswerQuietPages(TenantSessions sessions)
{
    public async Task<Refusal?> Run(FilingId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        await FilingLocks.Take(session, id, ct);
        var filing = await session.Db.Filings.SingleOrDefaultAsync(f => f.Id == id, ct);
        if (session.WhyNot(Act.MaskMaterial, filing) is { } forbidden) return forbidden;

        var plan = await session.PlanOf(filing!, ct);
        if ((MaskAnswer.No.WhyNot(plan.Terms.Masking) ?? filing!.WhyNotAmend(plan, session.Now)) is { } refusal) return refusal;
        if (plan.Terms.Masking.AnswerEveryImage) return new EachToBeAnswered();

        foreach (var page in (await session.Db.MaterialPages.Where(p => p.FilingId == id && p.Masked == null).ToListAsync(ct)).Where(MaskSheet.IsQuiet))
            page.Answer(MaskAnswer.No, null, session.Actor.UserId, session.Now);
        return await session.Save(ct);
    }
}

/// <summary>请机器找一页，或再找一遍：没有找过的、上次没有读成的、改了姓名单位之后的。</summary>
[Does(Act.MaskMaterial)]
public sealed class AskMaskSearch(TenantSessions sessions)
{
    public async Task<Refusal?> Run(MaterialId id, int no, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var page = await session.Db.MaterialPages.SingleOrDefaultAsync(p => p.MaterialId == id && p.No == no, ct);
        var filing = page is null ? null : await session.Db.Filings.SingleAsync(f => f.Id == page.FilingId, ct);
        if (session.WhyNot(Act.MaskMaterial, filing) is { } forbidden) return forbidden;
        if (filing!.WhyNotAmend(await session.PlanOf(filing, ct), session.Now) is { } refusal) return refusal;

        page!.AskSearch();
        return await session.Save(ct);
    }
}

internal static class MaskReading
{
    /// <summary>申报人传的各页，按栏目、行、上传先后排。由审核机构传的不给专家看，不用遮。</summary>
    public static async Task<IReadOnlyList<MaskPage>> MaskPages(this TenantSession session, FilingId filing, PlanTerms terms, CancellationToken ct)
    {
        var materials = await session.Db.Materials.AsNoTracking().Where(m => m.FilingId == filing).OrderBy(m => m.UploadedAt).ToListAsync(ct);
        var pages = await session.Db.MaterialPages.AsNoTracking().Where(p => p.FilingId == filing).OrderBy(p => p.No).ToListAsync(ct);
        return
        [
            .. from slot in terms.Slots
               where slot.FilledBy is null
               from material in materials.Where(m => m.Slot == slot.Key)
               from page in pages.Where(p => p.MaterialId == material.Id)
               select new MaskPage(slot, material, page),
        ];
    }

    public static async Task<Refusal?> WhyNotAnswer(this TenantSession session, Filing filing, Material material, int no, MaskAnswer answer, CancellationToken ct)
    {
        var plan = await session.PlanOf(filing, ct);
        if (filing.WhyNotAmend(plan, session.Now) is { } closed) return closed;
        if (OfficePapers.Holds(plan.Terms, material.Slot) || no < 1 || no > material.Pages) return new PageGone();
        return answer.WhyNot(plan.Terms.Masking);
    }

    /// <summary>申报人为系统所知的姓名、号码、单位：现在的，与工作经历里写的。</summary>
    public static KnownIdentity Known(this TenantSession session, Vault vault, Applicant applicant, string employer, FilingForm form)
    {
        var basic = form.Single(FormCatalogue.Basic);
        return new(applicant.Name, vault.Open(session.Tenant.Id, RegisterApplicant.ResidentIdPurpose, applicant.SealedResidentId), applicant.Phone,
            [.. form.Rows(FormCatalogue.Work).SelectMany(r => WithoutNotes(r["employer"].Plain())).Prepend(employer).Distinct()])
        {
            OtherNames = [.. new[] { basic["name"].Plain(), basic["formerName"].Plain() }.Where(n => n.Length > 0 && !"无没未不暂".Contains(n[0]))],
            OtherPhones = [basic["phone"].Plain()],
        };
    }

    /// <summary>单位后面括号里注明借调、驻村的，连注与不连注都算。</summary>
    private static IEnumerable<string> WithoutNotes(string employer) => new[] { employer, employer.Split('（', '(')[0].Trim() }.Where(e => e.Length > 0).Distinct();
}

public sealed record NotMaskedNow() : Refusal("服务器暂时涂不了遮盖，这一页的回答没有保存。请过几分钟再存；如反复出现，请告知管理员。");
public sealed record PageGone() : Refusal("这一页已经不在了，可能刚删去或换过。请回到遮盖清单再看。");
public sealed record EachToBeAnswered() : Refusal("本计划要求逐张回答是否需要遮盖，不能一次答完。");
