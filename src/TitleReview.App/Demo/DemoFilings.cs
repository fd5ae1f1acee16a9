using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Filings.Materials;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Domain.Plans;
using TitleReview.Domain.Titles;

namespace TitleReview.App.Demo;

/// <summary>演示申报的填写内容，合乎各自的计划：一位初级职务的人申报中级，预审没有阻断项。</summary>
internal static class DemoFilings
{
    public static void Fill(Filing filing, Applicant applicant, EmployerKind employer, PlanTerms terms, DemoPeople.Trade trade)
    {
        var (form, choice, year) = (filing.Form, filing.Choice, terms.Year);
        var held = terms.TitleName(choice with { Grade = Grade.Assistant });
        var kind = employer switch { EmployerKind.PublicInstitution => "事业单位在职人员", EmployerKind.SocialOrganization => "社会组织在职人员", _ => "企业在职人员" };
        Set(form.Ensure(FormCatalogue.Basic),
            ("name", applicant.Name), ("formerName", "无"), ("ethnicity", applicant.Name.Contains('·') ? "维吾尔族" : "汉族"), ("politics", "中共党员"), ("birthplace", "新疆塔城"),
            ("identity", kind), ("workStarted", "2010-07"), ("health", "健康"), ("salary", "7200"), ("post", held), ("postSince", $"{year - 5}-12"),
            ("qualification", $"{held}（{year - 5}年12月，演示地区人力资源和社会保障局）"), ("qualifiedOn", $"{year - 5}-12-01"), ("engagedIn", $"{trade.Specialty}专业技术工作"),
            ("yearsEngaged", $"{year - 2010}"), ("skillLevel", "无"), ("skillSince", "无"), ("office", "无"), ("party", "2012年7月加入中国共产党"), ("democraticParty", "无"),
            ("societies", "无"), ("languages", "英语，能阅读专业资料"), ("phone", applicant.Phone));
        Row(form, FormCatalogue.Education, ("from", "2006-09"), ("to", "2010-06"), ("school", "边疆演示学院"), ("major", trade.Major), ("length", "4"), ("level", "本科"), ("degree", "学士"), ("mode", "全日制"), ("witness", "何明"));
        Row(form, FormCatalogue.Qualification, ("title", held), ("grade", "助理级"), ("obtainedOn", $"{year - 5}-12-01"), ("authority", "演示地区人力资源和社会保障局"), ("place", "疆内"), ("number", "YS20180001"));
        Row(form, FormCatalogue.Work, ("from", "2010-07"), ("to", $"{year - 6}-12"), ("employer", "演示乡工作站"), ("post", "技术员"), ("engagedIn", $"{trade.Specialty}技术服务"), ("witness", "于海"));
        Row(form, FormCatalogue.Work, ("from", $"{year - 5}-01"), ("employer", "演示现单位"), ("post", held), ("engagedIn", $"{trade.Specialty}专业技术工作"), ("witness", "于海"));
        Row(form, FormCatalogue.Achievement, ("phase", "任现职前"), ("from", "2014-03"), ("to", "2015-10"), ("name", trade.Before), ("role", "参加。负责现场记录与数据整理。"), ("effect", "按期完成，通过单位验收。"));
        Row(form, FormCatalogue.Achievement, ("phase", "任现职后"), ("from", $"{year - 4}-03"), ("to", $"{year - 2}-11"), ("name", trade.Since), ("role", "主持。负责方案设计、技术交底与质量检查。"), ("effect", trade.Effect));
        Row(form, FormCatalogue.Award, ("date", $"{year - 2}-12-20"), ("name", "技术推广先进个人"), ("level", "县级"), ("authority", "演示县人民政府"), ("rank", "1"));
        form.DeclaredNone.Add(FormCatalogue.Property);
        Row(form, FormCatalogue.Paper, ("date", $"{year - 1}-06"), ("name", $"{trade.Paper}：结合基层实际提出简便可行的做法。"), ("publication", "演示科技，第2期"), ("authorship", "独著"));
        for (var y = year - 4; y < year; y++) Row(form, FormCatalogue.Appraisal, ("year", $"{y}"), ("result", y == year - 1 ? "优秀" : "合格"));
        var years = terms.Training.Rules.SelectMany(r => r.Years(year, year - 5)).Concat(Enumerable.Range(year - 4, 5)).Distinct().Order();
        foreach (var y in years) Row(form, FormCatalogue.Training, ("year", $"{y}"), ("general", "30"), ("specialist", "60"), ("exempt", "否"));
        form.Ensure(FormCatalogue.Summary).Set("text", Summary(Math.Max(terms.Summary.MinLength, 400), terms.Summary.Headings ?? []));
        Set(form.Ensure(FormCatalogue.Pledge), ("agreed", "同意"), ("unclassified", "是"));

        foreach (var module in terms.Modules)
            foreach (var field in module.ExtraFields ?? [])
                foreach (var row in form.Rows(module.Key)) row.Set(field.Key, Extra(field, terms, choice, employer));
    }

    /// <summary>计划另加的栏：有条件、有等级要求的按要求填，必填的取第一个选项，其余填“无”。</summary>
    private static string Extra(FormField field, PlanTerms terms, TitleChoice choice, EmployerKind employer)
    {
        if (terms.Languages.FirstOrDefault(l => l.Field == field.Key && l.Scope.Covers(choice, employer)) is { } language) return language.Minimum;
        if (terms.Criteria.FirstOrDefault(c => c.Field == field.Key && c.Scope.Covers(choice, employer)) is { } criterion)
            return criterion switch { { Minimum: { } least } => $"{least * 2}", { Values: [var first, ..] } => first, _ => $"{terms.Year - 5}-03-01" };
        if (field is { Kind: FieldKind.Date, MayBeFuture: true, Key: not "sanctionUntil" }) return $"{terms.Window.Closes.Year + 1}-12-31";
        return field is { Required: true, Options: [var option, ..] } ? option : FormField.None;
    }

    /// <summary>各栏目用哪张演示扫描件。</summary>
    public static string ScanFor(string slot) => slot switch
    {
        "photo" => "photo",
        "diploma" or "degree" or "chsi" => "diploma",
        "certificate" or "title-document" or "training-certificate" or "mandarin-certificate" or "general-certificate" or "specialist-certificate" => "certificate",
        "public-contract" or "labour-contract" => "contract",
        "appraisal-form" or "personal-appraisal" => "appraisal",
        "pledge-handwritten" or "pledge-signed" or "guarantee" or "integrity-proof" => "pledge",
        _ => "proof",
    };

    /// <summary>照片按计划遮整张或只遮眼睛；别的不用遮。</summary>
    public static MaskAnswer MasksFor(string slot, MaskingTerms terms) => (ScanFor(slot), terms.Items) switch
    {
        ("photo", var items) when items.Contains(MaskKind.Photo) => new(true, [new(MaskKind.Photo, new(0.1, 0.1, 0.9, 0.9))], []),
        ("photo", var items) when items.Contains(MaskKind.EyesInPhoto) => new(true, [new(MaskKind.EyesInPhoto, new(0.2, 0.32, 0.8, 0.45))], []),
        _ => MaskAnswer.No,
    };

    private static string Summary(int minLength, IReadOnlyList<string> headings)
    {
        string[] parts =
        [
            "任现职以来，本人立足基层岗位，坚持把论文写在大地上，主要承担方案设计、现场技术服务和质量管理工作。",
            "在工作能力方面，本人熟悉本专业的标准规范，能独立完成方案编制、技术交底和质量检查，解决过多项现场技术问题。",
            "在职业道德方面，本人遵守国家法律法规和单位规章制度，工作认真负责，廉洁自律，团结同志，服务群众，连续多年年度考核合格以上。",
            "在业绩成果方面，本人主持的项目按期完成，一次通过验收，取得了实在的经济和社会效益，受益群众反映良好。",
            "在学术方面，本人结合实际总结方法，发表论文一篇，并在本单位组织技术培训十余次，带动青年技术人员共同提高。",
        ];
        var text = string.Concat(headings.Select(h => $"{h}：本人任现职以来在{h}方面不断提高，得到单位认可。\n"));
        for (var i = 0; text.Count(c => !char.IsWhiteSpace(c)) < minLength; i++) text += parts[i % parts.Length] + (i % 2 == 1 ? "\n" : "");
        return text.Trim();
    }

    private static void Row(FilingForm form, string module, params (string Field, string Value)[] values) => Set(form.Add(module, Guid.CreateVersion7()), values);

    private static void Set(FormRow row, params (string Field, string Value)[] values)
    {
        foreach (var (field, value) in values) row.Set(field, value);
    }
}
