namespace TitleReview.Domain.Plans;

/// <summary>计划里的一项在页面、差异对照、JSON Schema 里怎么叫。没有叫法的项，有一条测试会说。</summary>
/// <param name="name">人看的名称。</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CalledAttribute(string name) : Attribute
{
    public string Name { get; } = name;

    /// <summary>怎么填，一句话。</summary>
    public string? Hint { get; init; }

    /// <summary>规则出处的键：这一项的依据在计划的“出处”里用哪个键查。</summary>
    public string? Clause { get; init; }

    /// <summary>取值来自计划的哪里：channels、series、specialties、modules、slots、clauses、fields（基本信息的栏）、anyField（各模块的栏）、kinds（文件格式）。</summary>
    public string? From { get; init; }

    /// <summary>长文字，页面上用多行框。</summary>
    public bool Long { get; init; }
}
