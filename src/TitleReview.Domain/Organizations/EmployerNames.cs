using System.Text.RegularExpressions;

namespace TitleReview.Domain.Organizations;

/// <summary>单位名称的写法。</summary>
public static partial class EmployerNames
{
    /// <summary>单位的简称：去掉后面的“有限公司”之类，去掉前面的省、市、县，一层一层去；太短的容易误认，不看。</summary>
    public static IEnumerable<string> ShortForms(string name)
    {
        List<string> forms = [Suffix().Replace(name, "")];
        while (Place().Replace(forms[^1], "") is var shorter && shorter != forms[^1]) forms.Add(shorter);
        return forms.Distinct(StringComparer.Ordinal).Where(n => n.Length >= 4 && n != name);
    }

    [GeneratedRegex("(有限责任公司|股份有限公司|集团有限公司|有限公司|公司)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Suffix();

    [GeneratedRegex("^([^省市县区州盟旗]{1,8}(维吾尔自治区|自治区|自治州|自治县|地区|省|市|县|州|区|盟|旗))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Place();
}
