using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.People;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Demo;

/// <summary>演示申报的填写内容：一位水利专业助理工程师申报工程师，预审没有阻断项。</summary>
internal static class DemoFilings
{
    public static void Fill(Filing filing, Applicant applicant, PlanTerms terms)
    {
        var form = filing.Form;
        var year = terms.Year;
        Set(form.Ensure(FormCatalogue.Basic),
            ("name", applicant.Name), ("formerName", "无"), ("ethnicity", applicant.Name.Contains('·') ? "维吾尔族" : "汉族"), ("politics", "中共党员"), ("birthplace", "新疆塔城"),
            ("identity", "事业单位在职人员"), ("workStarted", "2010-07"), ("health", "健康"), ("salary", "7200"), ("post", "助理工程师"), ("postSince", $"{year - 5}-12"),
            ("qualification", $"助理工程师（{year - 5}年12月，演示地区人力资源和社会保障局）"), ("qualifiedOn", $"{year - 5}-12-01"), ("engagedIn", "水利水电工程技术"),
            ("yearsEngaged", "13"), ("skillLevel", "无"), ("skillSince", "无"), ("office", "无"), ("party", "2012年7月加入中国共产党"), ("democraticParty", "无"),
            ("societies", "无"), ("languages", "英语，能阅读专业资料"), ("phone", applicant.Phone));
        Row(form, FormCatalogue.Education, ("from", "2006-09"), ("to", "2010-06"), ("school", "边疆水利学院"), ("major", "水利水电工程"), ("length", "4"), ("level", "本科"), ("degree", "学士"), ("mode", "全日制"), ("witness", "何明"));
        Row(form, FormCatalogue.Qualification, ("title", "助理工程师"), ("grade", "助理级"), ("obtainedOn", $"{year - 5}-12-01"), ("authority", "演示地区人力资源和社会保障局"), ("place", "疆内"), ("number", "YS20180001"));
        Row(form, FormCatalogue.Work, ("from", "2010-07"), ("to", $"{year - 6}-12"), ("employer", "演示乡水管站"), ("post", "技术员"), ("engagedIn", "灌区管理"), ("witness", "于海"));
        Row(form, FormCatalogue.Work, ("from", $"{year - 5}-01"), ("employer", "演示水利工作站"), ("post", "助理工程师"), ("engagedIn", "农田水利工程设计与施工管理"), ("witness", "于海"));
        Row(form, FormCatalogue.Achievement, ("phase", "任现职前"), ("from", "2014-03"), ("to", "2016-10"), ("name", "北干渠防渗改造工程"), ("role", "参加。负责测量放线与工程量核算。"), ("effect", "按期完成，渠道水利用系数由0.52提高到0.63。"));
        Row(form, FormCatalogue.Achievement, ("phase", "任现职后"), ("from", $"{year - 4}-03"), ("to", $"{year - 2}-11"), ("name", "高标准农田节水灌溉工程"), ("role", "主持。负责方案设计、施工技术交底与质量检查。"), ("effect", "建成节水农田1.2万亩，亩均节水86立方米，通过县级验收。"));
        Row(form, FormCatalogue.Award, ("date", $"{year - 2}-12-20"), ("name", "水利科技推广先进个人"), ("level", "县级"), ("authority", "演示县水利局"), ("rank", "1"));
        form.DeclaredNone.Add(FormCatalogue.Property);
        Row(form, FormCatalogue.Paper, ("date", $"{year - 1}-06"), ("name", "《灌区渠系水利用系数测算方法探讨》：提出适合小型灌区的简化测算方法。"), ("publication", "演示水利科技，第2期"), ("authorship", "独著"));
        for (var y = year - 4; y < year; y++) Row(form, FormCatalogue.Appraisal, ("year", $"{y}"), ("result", y == year - 1 ? "优秀" : "合格"));
        for (var y = year - 4; y <= year; y++) Row(form, FormCatalogue.Training, ("year", $"{y}"), ("general", "30"), ("specialist", "60"), ("exempt", "否"));
        form.Ensure(FormCatalogue.Summary).Set("text", Summary(terms.Summary.MinLength));
        Set(form.Ensure(FormCatalogue.Pledge), ("agreed", "同意"), ("unclassified", "是"));
    }

    /// <summary>各栏目用哪张演示扫描件。</summary>
    public static string ScanFor(string slot) => slot switch
    {
        "photo" => "photo",
        "diploma" or "degree" or "chsi" => "diploma",
        "certificate" or "title-document" or "general-certificate" or "specialist-certificate" => "certificate",
        "public-contract" or "labour-contract" => "contract",
        "appraisal-form" => "appraisal",
        "pledge-handwritten" or "guarantee" or "integrity-proof" => "pledge",
        _ => "proof",
    };

    private static string Summary(int minLength)
    {
        string[] parts =
        [
            "任现职以来，本人立足基层水利岗位，坚持把论文写在田间地头，主要承担农田水利工程的规划设计、施工管理和灌区用水管理工作。",
            "在工作能力方面，本人熟悉渠道防渗、管道输水、滴灌等节水工程的设计规范，能独立完成小型工程的勘测、设计和概算编制，并负责现场技术交底和质量检查。",
            "在职业道德方面，本人遵守国家法律法规和单位规章制度，工作认真负责，廉洁自律，团结同志，服务群众，连续多年年度考核合格以上。",
            "在业绩成果方面，本人主持的高标准农田节水灌溉工程建成节水农田一万余亩，亩均节水八十余立方米，受益农户反映良好，工程一次通过验收。",
            "在学术水平方面，本人结合实际开展渠系水利用系数测算方法研究，发表论文一篇，并在本单位组织技术培训十余次，带动青年技术人员共同提高。",
        ];
        var text = "";
        for (var i = 0; text.Count(c => !char.IsWhiteSpace(c)) < minLength; i++) text += parts[i % parts.Length] + (i % 2 == 1 ? "\n" : "");
        return text.Trim();
    }

    private static void Row(FilingForm form, string module, params (string Field, string Value)[] values) => Set(form.Add(module, Guid.CreateVersion7()), values);

    private static void Set(FormRow row, params (string Field, string Value)[] values)
    {
        foreach (var (field, value) in values) row.Set(field, value);
    }
}
