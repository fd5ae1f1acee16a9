namespace TitleReview.Domain;

/// <summary>不予办理的理由：一句话，说清哪里不行、该怎么办。返回 null 即已办成；返回理由时什么都没有改变。</summary>
public abstract record Refusal(string Sentence);

/// <summary>填写有误：每处一句，落在对应的栏目旁。</summary>
public sealed record InvalidInput(IReadOnlyList<FieldError> Errors) : Refusal($"有 {Errors.Count} 处需要修改。")
{
    public InvalidInput(string field, string sentence) : this([new FieldError(field, sentence)]) { }

    public bool Equals(InvalidInput? other) => other is not null && Errors.SequenceEqual(other.Errors);

    public override int GetHashCode() => Errors.Count;
}

/// <param name="Field">栏目的键，与页面上输入框的 name 相同。</param>
/// <param name="Sentence">哪里不对、怎么改。</param>
public sealed record FieldError(string Field, string Sentence);

/// <summary>没有、无权、属于别的评审端口，三种情形一个回答：不泄露是否存在。</summary>
public sealed record NotFoundHere(string What) : Refusal($"没有找到这{What}，或者您无权办理。");

/// <summary>文字里混进了存不下的控制字符，多半是从别处粘贴来的。</summary>
public sealed record TextNotStorable() : Refusal("填写的文字里有不能显示的字符，没有保存。请删去粘贴来的内容，重新输入。");

/// <summary>两人同时办理一件事，后到的一方看到这句。</summary>
public sealed record JustHandledByAnother() : Refusal("刚刚有人办理了这件事，页面内容已不是最新。请刷新后再看。");

/// <summary>退回、不予受理一类的决定要写理由。</summary>
public sealed record ReasonRequired(string Act) : Refusal($"{Act}须写明理由，让对方知道怎么改。");

/// <summary>改动留档的事，理由是写给以后查的人看的。</summary>
public sealed record ReasonForTheRecord(string Act) : Refusal($"{Act}须写明理由，与原记录一并留存备查。");
