using TitleReview.Domain.Organizations;
using static TitleReview.App.Demo.DemoPeople;

namespace TitleReview.App.Demo;

/// <summary>五个演示端口：机构、单位、各阶段的申报人。都是数据，走哪条审批链由各自的计划定。</summary>
internal static class DemoPorts
{
    private const string Bazhou = "巴音郭楞蒙古自治州", Kezhou = "克孜勒苏柯尔克孜自治州";

    private static readonly string[] Names =
    [
        "古丽娜·艾山", "梁小满", "赛力克·木合塔", "沈知秋", "阿依努尔·卡德尔", "林致远", "孟庆禾", "吐逊江·买提", "热依汗·吐尔", "高远山",
        "江晚晴", "迪丽努尔·玉素甫", "周怀瑾", "马依拉·库尔班", "谢明川", "阿曼古丽·托合提", "罗子衿", "艾尔肯·赛买提", "顾长安", "祖木热提·阿不都", "叶青禾", "韩若水", "卡米拉·艾则孜", "钟鸣远",
    ];

    public static readonly IReadOnlyList<Port> All =
    [
        new("tacheng", "TC", "塔城地区职称评审", "tacheng-2023", new(2023, 9, 18),
            new("工程系列", "水利", "水利水电工程", "北干渠防渗改造工程", "高标准农田节水灌溉工程", "建成节水农田1.2万亩，亩均节水86立方米，通过县级验收。", "《灌区渠系水利用系数测算方法探讨》"),
        [
            new("prefecture", OfficeKind.PrefectureHr, "塔城地区人力资源和社会保障局", "塔城地区", null, "叶尔肯·哈力", "骆云开"),
            new("county", OfficeKind.CountyHr, "额敏县人力资源和社会保障局", "额敏县", "prefecture", "马文英", "刘清源"),
            new("county-2", OfficeKind.CountyHr, "沙湾市人力资源和社会保障局", "沙湾市", "prefecture"),
            new("county-3", OfficeKind.CountyHr, "托里县人力资源和社会保障局", "托里县", "prefecture"),
        ],
        [
            new("employer", "额敏县演示水利工作站", EmployerKind.PublicInstitution, "县水利局", "county", "陈守田"),
            new("employer-direct", "塔城地区演示水利设计院", EmployerKind.PublicInstitution, "地区水利局", "prefecture", "周若兰"),
            new("employer-new", "额敏县演示建筑工程有限公司", EmployerKind.PrivateEnterprise, "县住房和城乡建设局", "county", null),
        ],
        [
            .. Parked(0, "county", "prefecture"),
            new("direct", "巴图·那生", Stages.Draft, "employer-direct"), new("passed-direct", "努尔兰·别克", Stages.Passed, "employer-direct"),
        ], "孙望舒"),

        new("bazhou", "BZ", "巴州职称评审", "bazhou-2023", new(2023, 10, 10),
            new("工程系列", "公路工程", "道路桥梁与渡河工程", "县乡公路安全防护工程", "农村公路改建工程", "建成四级公路36公里，弯沉检测全部合格，一次通过交工验收。", "《戈壁土路基压实参数试验研究》"),
        [
            new("committee", OfficeKind.Committee, "自治州工程系列公路与运输专业中、初级专业技术人员职称评审委员会", Bazhou, null, "龚晓川", "巴音才次克"),
            new("prefecture", OfficeKind.PrefectureHr, $"{Bazhou}人力资源和社会保障局", Bazhou, null, "才仁加甫"),
            new("competent", OfficeKind.CompetentDepartment, $"{Bazhou}交通运输局", Bazhou, "prefecture", "宋明远"),
            new("county", OfficeKind.CountyHr, "尉犁县人力资源和社会保障局", "尉犁县", "prefecture", "帕提古丽·买买提"),
            new("department", OfficeKind.CountyDepartment, "尉犁县交通运输局", "尉犁县", "county", "郭建疆"),
        ],
        [
            new("employer", "尉犁县演示公路养护段", EmployerKind.PublicInstitution, "县交通运输局", "department", "杜文海"),
            new("employer-direct", "巴州演示路桥有限公司", EmployerKind.StateEnterprise, "州交通运输局", "competent", "贾一鸣"),
            new("employer-new", "尉犁县演示运输有限公司", EmployerKind.PrivateEnterprise, "无", "department", null),
        ],
        [.. Parked(3, "department", "county", "committee"), new("direct", "图雅·孟和", Stages.Draft, "employer-direct"), new("competent-desk", "季云帆", "competent", "employer-direct"),
            new("passed-second", "米热古丽·吐尔逊", Stages.Passed), new("passed-third", "何雨桐", Stages.Passed), new("passed-fourth", "巴特尔·加甫", Stages.Passed)], "白景行"),

        new("aksu", "AK", "阿克苏地区职称评审", "aksu-2024", new(2024, 8, 20),
            new("工程系列", "机械电子", "机械设计制造及其自动化", "棉花打包机液压系统改造", "残膜回收机具研制", "样机回收率达到九成，在两县推广四十余台。", "《残膜回收机起膜装置的改进》"),
        [
            new("committee", OfficeKind.Committee, "阿克苏地区工业和信息化局评审委员会", "阿克苏地区", null, "衣力哈木·吐尔地"),
            new("prefecture", OfficeKind.PrefectureHr, "阿克苏地区人力资源和社会保障局", "阿克苏地区", null, "石立新"),
            new("county", OfficeKind.CountyHr, "温宿县人力资源和社会保障局", "温宿县", "prefecture", "茹克娅·阿西木"),
        ],
        [
            new("employer", "温宿县演示农机推广站", EmployerKind.PublicInstitution, "县农业农村局", "county", "吕国强"),
            new("employer-private", "温宿县演示机械制造有限公司", EmployerKind.PrivateEnterprise, "无", "county", "麦麦提·卡斯木"),
            new("employer-state", "阿克苏地区演示化工厂", EmployerKind.StateEnterprise, "地区工业和信息化局", "prefecture", "丁向东"),
            new("employer-new", "温宿县演示电子有限公司", EmployerKind.PrivateEnterprise, "无", "county", null),
            // 一家单位的两个分支机构：先自己审，总单位再审一次。
            new("branch-one", "温宿县演示机械制造有限公司一分厂", EmployerKind.PrivateEnterprise, "无", "employer-private", "热甫卡提·阿吉"),
            new("branch-two", "温宿县演示机械制造有限公司二分厂", EmployerKind.PrivateEnterprise, "无", "employer-private", "卫长河"),
        ],
        [.. Parked(6, "committee"), new("private", "樊小川", Stages.Draft, "employer-private", "private"), new("state", "阿依古丽·热合曼", Stages.Draft, "employer-state"),
            new("branch-person", "栾向阳", Stages.Submitted, "branch-one", "private"), new("branch-main-desk", "帕丽达·艾合买提", "employer-private", "branch-two", "private"), new("branch-draft", "崔明哲", Stages.Draft, "branch-two", "private"),
            // 评审会开过了的：一次已经确认、发证，一次正在公示（DemoResults）。
            new("certified", "阿不力孜·吾买尔", Stages.Passed, "employer-state", Lead: 28), new("confirmed", "骆晓棠", Stages.Passed, Lead: 28), new("revoked", "郎士奇", Stages.Passed, Lead: 28), new("not-passed", "再努尔·塔依尔", Stages.Passed, "employer-state", Lead: 28),
            new("announced", "桑蔚然", Stages.Passed, Lead: 6), new("announced-second", "木合塔尔·沙吾提", Stages.Passed, "employer-state", Lead: 6)], "热娜·阿布力孜"),

        new("xinjiang", "XJ", "自治区本级职称评审", "xinjiang-2021", new(2021, 9, 28),
            new("实验技术系列", "实验技术", "分析化学", "土壤重金属检测方法比对", "干旱区水样痕量元素检测方法研究", "建立检测方法三项，编入单位作业指导书。", "《电感耦合等离子体质谱法测定水中痕量元素》"),
        [
            new("committee", OfficeKind.Committee, "自治区自然科学研究、实验技术系列职称评审委员会", "新疆维吾尔自治区", null, "段启明"),
            new("prefecture", OfficeKind.PrefectureHr, "自治区专业技术人员职称办公室", "新疆维吾尔自治区", null, "穆合塔尔·艾海提"),
            new("department", OfficeKind.CompetentDepartment, "自治区演示科学院", "自治区直属", "prefecture", "崔雪峰"),
        ],
        [
            new("employer", "自治区演示分析测试中心", EmployerKind.PublicInstitution, "自治区演示科学院", "department", "史静怡"),
            new("employer-central", "演示生态地理研究所（中央驻疆）", EmployerKind.PublicInstitution, "中央主管部门", "prefecture", "袁野"),
            new("employer-new", "自治区演示检测有限公司", EmployerKind.StateEnterprise, "自治区演示科学院", "department", null),
        ],
        [.. Parked(9, "department", "committee"), new("entrusted", "柳承志", "prefecture", "employer-central", "entrusted"), new("aid", "方致新", "committee", "employer", "aid")], "秦若谷"),

        new("kezhou", "KZ", "克州职称评审", "kezhou-2021", new(2021, 8, 5),
            new("农业系列", "农艺", "农学", "设施蔬菜病虫害防治示范", "木纳格葡萄标准化栽培示范", "示范园六百亩，亩均增收八百元，带动农户一百二十户。", "《木纳格葡萄延迟采收技术要点》"),
        [
            new("prefecture", OfficeKind.PrefectureHr, $"{Kezhou}人力资源和社会保障局", Kezhou, null, "居马·托克逊", "柯尔克·阿山"),
            new("county", OfficeKind.CountyHr, "阿图什市人力资源和社会保障局", "阿图什市", "prefecture", "冯晓燕"),
            new("department", OfficeKind.CountyDepartment, "阿图什市农业农村局", "阿图什市", "county", "阿力木·沙比尔"),
            new("committee", OfficeKind.PrefectureDepartment, $"{Kezhou}农业农村局", Kezhou, "prefecture", "柯文静"),
            new("bureau-construction", OfficeKind.PrefectureDepartment, $"{Kezhou}住房和城乡建设局", Kezhou, "prefecture"),
            new("bureau-health", OfficeKind.PrefectureDepartment, $"{Kezhou}卫生健康委员会", Kezhou, "prefecture"),
            new("bureau-education", OfficeKind.PrefectureDepartment, $"{Kezhou}教育局", Kezhou, "prefecture"),
            new("bureau-press", OfficeKind.PrefectureDepartment, $"{Kezhou}党委宣传部", Kezhou, "prefecture"),
            new("bureau-culture", OfficeKind.PrefectureDepartment, $"{Kezhou}文化体育广播电视和旅游局", Kezhou, "prefecture"),
            new("centre", OfficeKind.EvaluationCentre, $"{Kezhou}职称社会化评价中心", Kezhou, "prefecture", "托合塔别克·马木提"),
        ],
        [
            new("employer", "阿图什市演示农业技术推广站", EmployerKind.PublicInstitution, "市农业农村局", "department", "邵春生"),
            new("employer-private", "阿图什市演示果业有限公司", EmployerKind.PrivateEnterprise, "无", "department", "古丽巴哈尔·依布拉音"),
            new("employer-new", "阿图什市演示种业有限公司", EmployerKind.PrivateEnterprise, "无", "department", null),
        ],
        [.. Parked(12, "department", "county", "committee", "centre"), new("private", "邹远航", Stages.Draft, "employer-private"), new("aid", "郑一帆", Stages.Draft, "employer", "aid"),
            new("passed-second", "帕提曼·阿西木", Stages.Passed), new("passed-third", "岳清泉", Stages.Passed), new("passed-fourth", "买买提·居马", Stages.Passed), new("passed-fifth", "闻人静", Stages.Passed)], "巴哈尔·吾守尔"),
    ];

    /// <summary>每个阶段一位；审批链上用人单位之后的各级，各停一位。</summary>
    private static IEnumerable<Person> Parked(int names, params string[] desks) =>
        new[] { ("applicant", Stages.Draft), ("newcomer", Stages.New), (Stages.Submitted, Stages.Submitted), (Stages.Publicised, Stages.Publicised), (Stages.Returned, Stages.Returned), (Stages.Passed, Stages.Passed), (Stages.Declined, Stages.Declined), (Stages.Lapsed, Stages.Lapsed) }
            .Concat(desks.Select(d => ($"{d}-desk", d)))
            .Select((person, at) => new Person(person.Item1, Names[(at + names) % Names.Length], person.Item2));
}
