using Microsoft.EntityFrameworkCore;
using TitleReview.App.Storage;
using TitleReview.Domain;
using TitleReview.Domain.Messages;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Messages;

/// <param name="Own">端口自己改过的几种。</param>
public sealed record MessageSettingsView(MessageTerms Terms, IReadOnlySet<MessageKind> Own, string? SavedBy, DateTimeOffset? SavedAt)
{
    public MessageTemplate Template(MessageKind kind) => Terms.Template(kind);
}

/// <summary>本端口怎样通知：免打扰、汇总、各种通知的写法。</summary>
[Does(Act.KeepMessageSettings)]
public sealed class ReadMessageSettings(TenantSessions sessions)
{
    public async Task<MessageSettingsView?> Run(CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.KeepMessageSettings) is not null) return null;

        var own = await session.Db.MessageSettings.AsNoTracking().SingleOrDefaultAsync(ct);
        return new(own?.Terms ?? MessageRules.Shipped, own?.Terms.Templates.Keys.ToHashSet() ?? [], own?.SavedBy, own?.SavedAt);
    }
}

[Does(Act.KeepMessageSettings)]
public sealed class SaveMessageTimes(TenantSessions sessions)
{
    public async Task<Refusal?> Run(TimeOnly? quietFrom, TimeOnly? quietTo, int? digestMinutes, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.KeepMessageSettings) is { } refusal) return refusal;

        List<FieldError> errors = [];
        if (quietFrom is null) errors.Add(new("QuietFrom", "请填写几点起，如 22:00。"));
        if (quietTo is null) errors.Add(new("QuietTo", "请填写到几点，如 08:00。"));
        if (digestMinutes is null) errors.Add(new("DigestMinutes", "请填写分钟数；随到随告的填 0。"));
        if (errors.Count > 0) return new InvalidInput(errors);

        return await session.SaveMessageTerms(t => t with { QuietFrom = quietFrom!.Value, QuietTo = quietTo!.Value, DigestMinutes = digestMinutes!.Value }, ct);
    }
}

/// <summary>改一种通知的写法，或恢复成随产品带的。</summary>
[Does(Act.KeepMessageSettings)]
public sealed class SaveMessageTemplate(TenantSessions sessions)
{
    /// <param name="template">空为恢复。</param>
    public async Task<Refusal?> Run(MessageKind kind, MessageTemplate? template, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        if (session.WhyNot(Act.KeepMessageSettings) is { } refusal) return refusal;
        if (!Enum.IsDefined(kind)) return new NotFoundHere("种通知");
        if (template?.WhyNot(MessageSort.Of(kind)) is { } wrong) return wrong;

        return await session.SaveMessageTerms(t =>
        {
            var templates = t.Templates.Where(p => p.Key != kind).ToDictionary(p => p.Key, p => p.Value);
            if (template is not null) templates[kind] = new(template.Title.Plain(), template.Text.Plain());
            return t with { Templates = templates };
        }, ct);
    }
}

internal static class MessageSaving
{
    public static async Task<Refusal?> SaveMessageTerms(this TenantSession session, Func<MessageTerms, MessageTerms> change, CancellationToken ct)
    {
        var own = await session.Db.MessageSettings.SingleOrDefaultAsync(ct);
        var terms = change(own?.Terms ?? MessageRules.Shipped with { Templates = new Dictionary<MessageKind, MessageTemplate>() });
        if (terms.WhyNot() is { } wrong) return wrong;

        if (own is null) session.Add(new MessageSettings(terms, session.Actor, session.Now));
        else own.Save(terms, session.Actor, session.Now);
        session.Note($"通知设置：{Json.Write(terms)}");
        return await session.Save(ct);
    }
}

/// <summary>看一种通知填好是什么样：各项用虚构的。没有保存的也能看。</summary>
public static class MessagePreview
{
    private static readonly Dictionary<string, string> Samples = new(StringComparer.Ordinal)
    {
        ["姓名"] = "叶尔肯·哈力", ["计划"] = "2026年度工程系列职称评审", ["编号"] = "TC-2026-000123", ["系列"] = "工程系列", ["专业"] = "水利", ["级别"] = "中级", ["单位"] = "草原水利工程队",
        ["申报人"] = "叶尔肯·哈力", ["机构"] = "某县人力资源和社会保障局", ["下一站"] = "地区人力资源和社会保障局", ["第几次"] = "1", ["还剩几次"] = "2", ["怎么办"] = "申报在您手里，不必改动，可以原样再次提交", ["改了"] = "时间", ["原来"] = "2023年9月18日 10:00 至 10:15（北京时间），三楼会议室", ["处数"] = "3", ["份数"] = "2",
        ["下一步"] = "还要办：打印评审表 2 份；缴评审费 380 元（由单位统一缴，2026年11月9日 24:00（北京时间）之前）。怎么办，见申报页。",
        ["金额"] = "380.00 元", ["何时"] = "请在2023年11月9日之前缴", ["收据"] = "SJ-2023-000001", ["缺"] = "评审表（没有盖章）",
        ["期限"] = "2026年10月12日 15:04（北京时间）", ["还剩"] = "还剩 31 小时", ["结果"] = "视为放弃", ["办理"] = "研究同意推荐", ["首日"] = "2026年9月21日", ["末日"] = "2026年9月25日",
        ["自"] = "2027年1月1日", ["至"] = "2029年12月31日", ["理由"] = "网络故障", ["事项"] = "缴纳评审费截止", ["件数"] = "37", ["经办人"] = "阿依古丽·买买提",
        ["提醒的机构"] = "某县人力资源和社会保障局", ["现状"] = "已退回补正，请在2026年10月12日 15:04（北京时间）之前改好再提交", ["附言"] = "请尽快补传继续教育证书。",
        ["评委会"] = "某州农业系列农艺专业高级职称评审委员会", ["承诺"] = "7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069", ["名单摘要"] = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae", ["公开数"] = "某期开奖号码", ["时刻"] = "2026年10月12日 21:15（北京时间）",
        ["文号"] = "某地人社职〔2026〕12号", ["回执"] = "K7M4-Q29X-TR3C", ["证书"] = "TC202601300001", ["评审会"] = "水利专业中级职称评审会", ["时间"] = "2026年11月12日 10:00（北京时间）", ["地点"] = "地区人社局三楼会议室", ["身份"] = "委员",
        ["清单"] = "TC-2026-000123 叶尔肯·哈力 水利 中级\nTC-2026-000124 阿依古丽·买买提 水利 中级\n……等 37 件",
    };

    public static MessageTemplate Of(MessageTemplate template) => template.Fill(Samples);

    /// <summary>每一项都有一个样子；有一条测试查漏。</summary>
    public static IReadOnlyCollection<string> Names => Samples.Keys;
}
