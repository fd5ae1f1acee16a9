namespace TitleReview.Domain.Plans;

/// <summary>文书的版式：一段正文加落款；免学申请表；材料清单。</summary>
public enum LetterForm { Letter, TrainingExemption, MaterialList }

/// <summary>
/// 文书：由申报内容按计划的措辞生成，印出来签字、手抄或盖章，扫描传到对应的栏目（documents.md §3.2 评审之前的各种）。
/// </summary>
/// <param name="Text">正文模板，花括号内为填入项；免学申请表是表下的注，材料清单不用。</param>
/// <param name="Signatures">落款，一行一项，留空待签。</param>
/// <param name="Slot">签好之后传到哪个材料栏目；只交纸质的为空。</param>
/// <param name="Scope">哪些申报要；空为都要。</param>
public sealed record LetterTerms(
    [property: Called("内部代号", Hint = "字母，在计划内不重复")] string Key,
    [property: Called("名称")] string Title,
    [property: Called("正文", Long = true, Hint = "花括号里的名称由系统填入")] string Text,
    [property: Called("落款各行")] IReadOnlyList<string> Signatures,
    [property: Called("签好之后传到", From = "slots")] string? Slot = null,
    [property: Called("版式")] LetterForm Form = LetterForm.Letter,
    [property: Called("范围")] Scope? Scope = null,
    [property: Called("怎么签", Hint = "如“本人亲自手抄，签名处按手印”")] string? HowToSign = null);
