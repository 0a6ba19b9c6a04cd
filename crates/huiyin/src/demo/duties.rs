//! What the county's departments are responsible for, in the words petitions use.

/// Key of a department, and its words.
const DUTIES: [(&str, &str); 23] = [
    (
        "rsj",
        "劳动和社会保障，工资，工伤，社保，养老金，招聘，辞退，技能培训",
    ),
    (
        "zrzyj",
        "自然资源，宅基地，征地，采石，采矿，不动产，房产证",
    ),
    (
        "zjj",
        "城乡建设，物业，住房，交房，安置房，房屋质量，拆迁，停车位，加装电梯",
    ),
    ("cgj", "违建，夜间施工，占道，油烟，路灯，市容"),
    ("nynw", "农业农村，承包地，补贴，种子，农资"),
    ("jyj", "教育，学校，入学，校车，培训机构，教师"),
    ("wjw", "卫生健康，医院，诊所，医疗"),
    ("ybj", "医保，报销"),
    ("mzj", "民政，低保，养老院，殡葬，救助"),
    ("scj", "市场监管，食品，假货，退费，电梯，消费"),
    ("jtj", "交通，公交，道路，客运"),
    ("slj", "水利，灌溉，河道，水库，堤坝"),
    ("sthjj", "生态环境，污染，养猪场，臭味，废水，排污"),
    ("yjj", "应急，消防，安全隐患，烟花"),
    ("tyjr", "退役军人，优抚，安置"),
    ("wgj", "文化，旅游，体育，健身"),
    ("czj", "财政，拨付"),
    ("swj", "税务，发票，缴费基数"),
    ("gdgs", "停电，供电，电费，电压"),
    ("zls", "自来水，停水，水费，水压"),
    ("zzb", "组织人事，干部作风"),
    ("gaj", "治安，户口，诈骗，打人，派出所"),
    ("sfj", "法律援助，律师，公证"),
];

/// The words of a unit, if it has any.
pub fn of(key: &str) -> Option<&'static str> {
    DUTIES
        .iter()
        .find(|(known, _)| *known == key)
        .map(|(_, words)| *words)
}
