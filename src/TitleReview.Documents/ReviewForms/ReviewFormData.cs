namespace TitleReview.Documents.ReviewForms;

/// <summary>评审表上要印的一切，格格皆是文字；第 2 至 7 页的空格由版式印“无”（BZ-05）。</summary>
public sealed record ReviewFormData
{
    public required string FilingNumber { get; init; }
    public required Cover Cover { get; init; }
    public required BasicFacts Basics { get; init; }

    /// <summary>JPEG 或 PNG；没有就留“一寸免冠照片”空框。</summary>
    public byte[]? Photo { get; init; }

    /// <summary>照片打印后粘贴：不印照片，框里写“贴照片处”（BZ-23）。</summary>
    public bool PhotoPasted { get; init; }

    public IReadOnlyList<Study> Studies { get; init; } = [];
    public IReadOnlyList<Job> Jobs { get; init; } = [];
    public IReadOnlyList<Achievement> EarlierAchievements { get; init; } = [];
    public IReadOnlyList<Achievement> Achievements { get; init; } = [];
    public IReadOnlyList<Publication> Publications { get; init; } = [];

    /// <summary>个人专业技术工作总结；计划不要求时为 null，不印此页。</summary>
    public string? Summary { get; init; }

    public IReadOnlyList<Exam> Exams { get; init; } = [];
    public string Defence { get; init; } = "";
    public string Appraisals { get; init; } = "";

    /// <summary>计划要求打印时是规定的那句话（TC-39）。</summary>
    public string EmployerOpinion { get; init; } = "";

    /// <summary>计划要求单位手写时是要写的那句话：小字印在格上，下面留横线（AK-23）。null 为不手写。</summary>
    public string? EmployerOpinionByHand { get; init; }

    public string PresentingOpinion { get; init; } = "";

    public string PeerOpinion { get; init; } = "";
    public CommitteeVote Vote { get; init; } = new();
    public string CommitteeOpinion { get; init; } = "";
    public string ConfirmingOpinion { get; init; } = "";

    /// <summary>填表说明；空则印通行的六条。</summary>
    public IReadOnlyList<string> Instructions { get; init; } = [];

    /// <summary>申报人的承诺；为空则不印承诺框。</summary>
    public string Pledge { get; init; } = "";

    /// <summary>承诺语本人手写：原文小字，下面留横线抄写（BZ-23）；否则印全文，本人签名。</summary>
    public bool PledgeByHand { get; init; }

    /// <summary>页脚的查验码，和二维码里的查验网址。</summary>
    public required string CheckCode { get; init; }
    public required string CheckAddress { get; init; }

    /// <summary>写进文件属性；同样的数据得到同样的字节。</summary>
    public required DateTimeOffset PrintedAt { get; init; }
}

/// <summary>封面。</summary>
public sealed record Cover(
    string Employer, string Name, string CurrentPost, string TitleApplied, string FilledOn, string Imprint = "");

/// <summary>基本情况。</summary>
public sealed record BasicFacts
{
    public required string Name { get; init; }
    public string FormerName { get; init; } = "";
    public string Gender { get; init; } = "";
    public string Ethnicity { get; init; } = "";
    public string BirthDate { get; init; } = "";
    public string BirthPlace { get; init; } = "";
    public string Salary { get; init; } = "";
    public string WorkingSince { get; init; } = "";
    public string Health { get; init; } = "";
    public HighestEducation Education { get; init; } = new();
    public string CurrentPost { get; init; } = "";
    public string CurrentWork { get; init; } = "";
    public string TitleHeld { get; init; } = "";
    public string AdministrativePost { get; init; } = "";
    public string PartyMembership { get; init; } = "";
    public string DemocraticParty { get; init; } = "";
    public string Societies { get; init; } = "";
    public string ForeignLanguages { get; init; } = "";
}

/// <summary>最高学历。</summary>
public sealed record HighestEducation(
    string GraduatedOn = "", string School = "", string Major = "", string Years = "", string Degree = "");

/// <summary>学习培训经历的一行。</summary>
public sealed record Study(string Period, string Major, string School, string Years, string Degree, string Witness);

/// <summary>工作经历的一行。</summary>
public sealed record Job(string Period, string Employer, string Post, string Witness);

/// <summary>专业技术工作业绩的一行。</summary>
public sealed record Achievement(string Period, string Name, string Part, string Effect);

/// <summary>著作、论文及重要技术报告的一行。</summary>
public sealed record Publication(string Date, string Title, string Appearance, string Authorship);

/// <summary>考试成绩的一行。</summary>
public sealed record Exam(string Date, string Kind, string Subject, string Result, string Organizer);

/// <summary>评审组织的计票；只来自封存的计票，会前为空。</summary>
public sealed record CommitteeVote(
    string Members = "", string Attending = "", string InFavour = "", string Against = "", string Remark = "");
