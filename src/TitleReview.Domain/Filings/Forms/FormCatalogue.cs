using static TitleReview.Domain.Filings.Forms.FieldKind;

namespace TitleReview.Domain.Filings.Forms;

/// <summary>填报模块的目录，按《专业技术职务任职资格评审表》各页的栏目编排。计划从中选用，也可另加栏目。</summary>
public static class FormCatalogue
{
    public const string Basic = "basic", Education = "education", Qualification = "qualification", Work = "work", Achievement = "achievement",
        Award = "award", Property = "property", Paper = "paper", Appraisal = "appraisal", Summary = "summary", Training = "training",
        Other = "other", Pledge = "pledge";

    /// <summary>人员身份里表示企事业单位在职专业技术人员的几种；其余的由计划的约定拦下。</summary>
    public static readonly IReadOnlyList<string> Identities = ["事业单位在职人员", "企业在职人员", "社会组织在职人员", "公务员", "参照公务员法管理人员", "离退休人员"];

    public static readonly IReadOnlyList<string> AppraisalResults = ["优秀", "合格", "基本合格", "不合格", "未定等次"];

    public static readonly IReadOnlyList<string> EducationLevels = ["中专", "大专", "本科", "硕士研究生", "博士研究生", "中级工班", "高级工班", "预备技师（技师）班", "高中及以下"];

    public static readonly IReadOnlyList<string> SkillLevels = ["高级工", "技师", "高级技师"];

    public static readonly IReadOnlyList<FormModule> Modules =
    [
        new(Basic, "基本信息", false, "基本信息",
        [
            new("name", "姓名", MaxLength: 40, Identity: true),
            new("formerName", "曾用名", Required: false, MaxLength: 40, Identity: true),
            new("ethnicity", "民族", MaxLength: 20, Identity: true),
            new("politics", "政治面貌", Choice, Options: ["中共党员", "中共预备党员", "共青团员", "民主党派成员", "无党派人士", "群众"], Identity: true),
            new("birthplace", "出生地", MaxLength: 60, Identity: true),
            new("identity", "人员身份", Choice, Options: Identities),
            new("workStarted", "参加工作时间", Month),
            new("health", "身体状况", Choice, Options: ["健康", "良好", "一般"]),
            new("salary", "标准工资（元/月）", Number, Required: false, MaxLength: 10, Identity: true),
            new("post", "现任专业技术职务", MaxLength: 60, Hint: "没有的填“无”"),
            new("postSince", "现任专业技术职务任职时间", Month, Required: false),
            new("qualification", "专业技术职务任职资格（取得时间及审批机关）", MaxLength: 120, Hint: "没有的填“无”"),
            new("qualifiedOn", "现任职资格取得时间", Date, Required: false, Hint: "获奖、业绩等以此日期为界"),
            new("engagedIn", "现从事何种专业技术工作", MaxLength: 60),
            new("yearsEngaged", "从事本专业工作年限（年）", Number, MaxLength: 4),
            new("skillLevel", "职业技能等级", Choice, Required: false, Options: SkillLevels, Hint: "按高技能人才贯通申报的必填"),
            new("skillSince", "职业技能等级取得时间", Date, Required: false),
            new("office", "现（兼）任行政职务及任职时间", Required: false, MaxLength: 80),
            new("party", "何时加入中国共产党（共青团），任何职务", Required: false, MaxLength: 80, Identity: true),
            new("democraticParty", "何时何地参加何种民主党派，任何职务", Required: false, MaxLength: 80, Identity: true),
            new("societies", "参加何种学术团体、任何职务，有何社会兼职", Required: false, MaxLength: 120),
            new("languages", "懂何种外语，达到何种程度", Required: false, MaxLength: 60),
            new("phone", "联系电话", MaxLength: 20, Identity: true),
        ]),
        new(Education, "学历学位", true, "学历",
        [
            new("from", "入学时间", Month), new("to", "毕业时间", Month),
            new("school", "学校（院校）", MaxLength: 80, Identity: true), new("major", "专业", MaxLength: 60),
            new("length", "学制（年）", Number, MaxLength: 4), new("level", "学历", Choice, Options: EducationLevels),
            new("degree", "学位", Choice, Options: ["无", "学士", "硕士", "博士"]), new("mode", "学习形式", Choice, Options: ["全日制", "非全日制"]),
            new("witness", "证明人", MaxLength: 40, Identity: true),
        ]),
        new(Qualification, "专业技术资格", true, "资格",
        [
            new("title", "资格名称", MaxLength: 60), new("grade", "级别", Choice, Options: ["员级", "助理级", "中级", "副高级", "正高级", "职业资格"]),
            new("obtainedOn", "取得时间", Date), new("authority", "审批机关", MaxLength: 80),
            new("place", "取得地", Choice, Options: ["疆内", "疆外"]), new("number", "证书编号", Required: false, MaxLength: 60, Identity: true),
        ]),
        new(Work, "工作经历", true, "工作经历",
        [
            new("from", "开始时间", Month), new("to", "结束时间", Month, Required: false, Hint: "至今的留空"),
            new("employer", "单位", MaxLength: 100, Hint: "借调、驻村等在括号内注明", Identity: true), new("post", "职务", MaxLength: 60),
            new("engagedIn", "从事何种专业技术工作", MaxLength: 80), new("witness", "证明人", MaxLength: 40, Identity: true),
        ]),
        new(Achievement, "实践能力与业绩", true, "业绩",
        [
            new("phase", "时期", Choice, Options: ["任现职前", "任现职后"]),
            new("from", "开始时间", Month), new("to", "结束时间", Month, Required: false, Hint: "仍在进行的留空"),
            new("name", "专业技术工作名称（项目、课题、成果等）", MaxLength: 120),
            new("role", "工作内容，本人起何作用（主持、参加、独立）", LongText, MaxLength: 1000),
            new("effect", "完成情况及效果（获何奖励、效益或专利）", LongText, MaxLength: 1000),
        ]),
        new(Award, "获奖情况", true, "奖项",
        [
            new("date", "获奖时间", Date), new("name", "奖项名称", MaxLength: 120), new("level", "级别", Choice, Options: ["国家级", "省部级", "地厅级", "县级", "单位级"]),
            new("authority", "授予单位", MaxLength: 80), new("rank", "本人排名", MaxLength: 20),
        ]),
        new(Property, "知识产权", true, "知识产权",
        [
            new("date", "授权时间", Date), new("name", "名称", MaxLength: 120), new("kind", "种类", Choice, Options: ["发明专利", "实用新型", "外观设计", "软件著作权", "植物新品种", "标准", "其他"]),
            new("number", "编号", MaxLength: 60), new("rank", "本人排名", MaxLength: 20),
        ]),
        new(Paper, "著作、论文及重要技术报告", true, "论文（著作）",
        [
            new("date", "日期", Month), new("name", "名称及内容提要", LongText, MaxLength: 600), new("publication", "出版、登载、获奖或学术会议交流情况", MaxLength: 160),
            new("authorship", "合（独）著译", Choice, Options: ["独著", "第一作者", "通讯作者", "合著"]),
        ]),
        new(Appraisal, "年度考核", true, "年度考核",
        [
            new("year", "考核年度", Year, MaxLength: 4), new("result", "考核结果", Choice, Options: AppraisalResults),
        ]),
        new(Summary, "任现职以来业务工作总结", false, "总结",
        [
            new("text", "业务工作总结", LongText, MaxLength: 20000, Hint: "用“本人”和“本单位”，不要出现姓名和单位名称"),
        ]),
        new(Training, "继续教育", true, "继续教育",
        [
            new("year", "年度", Year, MaxLength: 4), new("general", "公需科目学时", Number, MaxLength: 5), new("specialist", "专业科目学时", Number, MaxLength: 5),
            new("exempt", "免试", Choice, Required: false, Options: ["否", "访惠聚驻村", "驻村管寺", "少数民族特培"]),
        ]),
        new(Other, "其他附件或证明材料", false, "其他附件", []),
        new(Pledge, "承诺", false, "承诺",
        [
            new("agreed", "本人已阅读并承诺", Choice, Options: ["同意"]),
            new("unclassified", "材料不含涉密内容或已脱密处理", Choice, Options: ["是"]),
        ]),
    ];

    public static FormModule? Module(string key) => Modules.FirstOrDefault(m => m.Key == key);
}
