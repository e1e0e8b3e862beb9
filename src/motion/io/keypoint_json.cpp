#include "motion/io/keypoint_json.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "motion/io/bare_numbers.h"

namespace kinemote::io {
namespace {

using Json = nlohmann::json;

constexpr size_t kDeepest = 32;
constexpr size_t kMostValues = 2'000'000;
constexpr size_t kMostCoordinates = 1000;  // of one person
constexpr double kLargestValue = 1e12;     // beyond it squares lose all sense

constexpr const char* kKeypointKeys[] = {"pose_keypoints_3d", "keypoints_3d", "pose_keypoints_2d",
                                         "keypoints"};
constexpr const char* kFrameKeys[] = {"frame_id",     "frame",    "frame_index",
                                      "frame_number", "image_id", "frame_idx"};
constexpr const char* kIdKeys[] = {"track_id", "tracking_id", "person_id", "id", "idx"};

const Json* find(const Json& object, const char* key) {
  const auto it = object.find(key);
  return it == object.end() ? nullptr : &*it;
}

/// "name:line:column" of a position in the text.
std::string address(std::string_view text, size_t position, const std::string& name) {
  const std::string_view before = text.substr(0, std::min(position, text.size()));
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const size_t start = before.rfind('\n') + 1;  // npos + 1 is 0
  return name + ":" + std::to_string(line) + ":" + std::to_string(before.size() - start + 1);
}

FrameKey frame_key(const Json& object) {
  FrameKey key;
  for (const char* word : kFrameKeys) {
    const Json* value = find(object, word);
    if (!value) continue;
    if (value->is_number() && std::isfinite(value->get<double>())) {
      key.number = value->get<double>();
    } else if (value->is_string()) {
      key.image = value->get<std::string>();
    } else {
      continue;
    }
    break;
  }
  return key;
}

int identity(const Json& object) {
  constexpr double kLargestId = 2e9;
  for (const char* word : kIdKeys) {
    const Json* value = find(object, word);
    // OpenPose wraps its number in a list.
    if (value && value->is_array() && value->size() == 1) value = &(*value)[0];
    if (!value || !value->is_number()) continue;
    const double id = value->get<double>();
    if (id >= 0.0 && id <= kLargestId && id == std::floor(id)) return static_cast<int>(id);
  }
  return -1;
}

/// Appends a list of numbers, or of lists of numbers of one length, to `values`. Error: a sentence.
Status flatten(const Json& list, const char* key, std::vector<double>& values, int& width) {
  const auto refuse = [key](const std::string& found) {
    return bad_input(std::string("expected numbers in \"") + key + "\", found " + found);
  };
  if (!list.is_array()) return refuse(list.type_name());
  const auto add = [&](const Json& number) -> Status {
    if (number.is_null()) {
      values.push_back(std::numeric_limits<double>::quiet_NaN());
      return {};
    }
    if (!number.is_number()) return refuse(number.type_name());
    const double value = number.get<double>();
    if (!(std::abs(value) <= kLargestValue)) return refuse(number.dump());
    values.push_back(value);
    return {};
  };
  for (const Json& item : list) {
    if (!item.is_array()) {
      if (width != 0) return refuse("lists of coordinates and numbers side by side");
      if (Status status = add(item); !status) return status;
      continue;
    }
    const int own = static_cast<int>(item.size());
    if ((width == 0 && !values.empty()) || (width != 0 && own != width) || own < 2 || own > 4) {
      return refuse("points of " + std::to_string(own) + " coordinates");
    }
    width = own;
    for (const Json& number : item) {
      if (Status status = add(number); !status) return status;
    }
  }
  return {};
}

/// Builds a document in which every person has become a binary value (which no text can hold)
/// whose subtype is its index, so that the large part of the text never becomes JSON values.
class PeopleBuilder : public nlohmann::json_sax<Json> {
 public:
  /// `text` as it was before its bare numbers were replaced, for addresses.
  PeopleBuilder(std::string_view text, const WithoutBareNumbers& bare, const std::string& name)
      : text_(text), bare_(bare), name_(name) {}

  Json& document() { return document_; }
  std::vector<JsonPerson>& people() { return people_; }
  const Error& error() const { return error_; }

  bool null() override { return add(nullptr); }
  bool boolean(bool value) override { return add(value); }
  bool number_integer(number_integer_t value) override { return add(value); }
  bool number_unsigned(number_unsigned_t value) override { return add(value); }
  bool number_float(number_float_t value, const string_t&) override { return add(value); }
  bool string(string_t& value) override { return add(std::move(value)); }
  bool binary(binary_t&) override { return false; }  // not in text
  bool start_object(std::size_t) override { return open(Json::object()); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool key(string_t& word) override {
    open_.back().key = std::move(word);
    return true;
  }
  bool end_array() override { return close(); }

  bool end_object() override {
    Json& object = open_.back().value;
    for (const char* word : kKeypointKeys) {
      const Json* list = find(object, word);
      // Frames of people may be called keypoints, too; categories list names under that word.
      if (!list || !list->is_array() || list->empty() || (*list)[0].is_object() ||
          (*list)[0].is_binary() || (*list)[0].is_string()) {
        continue;
      }
      return close_person(object, *list, word);
    }
    return close();
  }

  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception& exception) override {
    // "[json.exception.parse_error.101] parse error at line 1, column 3: …; expected ']'"
    std::string what = exception.what();
    const size_t start = what.rfind("; ");
    what = what.substr(start != std::string::npos ? start + 2 : what.find(']') + 2, 120);
    for (char& c : what) c = c >= ' ' && c < '\x7f' ? c : '?';
    const size_t at = bare_.original_place(position == 0 ? 0 : position - 1);
    return refuse(bad_input(address(text_, at, name_) + ": this is no JSON: " + what));
  }

 private:
  struct Open {
    Json value;
    std::string key;
    size_t value_count;  // of all values before it
  };

  bool refuse(Error error) {
    error_ = std::move(error);
    return false;
  }

  bool add(Json value) {
    if (++value_count_ > kMostValues) {
      return refuse(bad_input(name_ + ": more than " + std::to_string(kMostValues) +
                              " values besides keypoints; expected a file of keypoints"));
    }
    if (open_.empty()) {
      document_ = std::move(value);
    } else if (open_.back().value.is_array()) {
      open_.back().value.push_back(std::move(value));
    } else {
      open_.back().value[open_.back().key] = std::move(value);
    }
    return true;
  }

  bool open(Json value) {
    if (open_.size() == kDeepest) {
      return refuse(bad_input(name_ + ": nested more than " + std::to_string(kDeepest) +
                              " levels deep; expected a file of keypoints"));
    }
    open_.push_back({std::move(value), "", value_count_});
    return true;
  }

  bool close() {
    Json value = std::move(open_.back().value);
    open_.pop_back();
    return add(std::move(value));
  }

  bool close_person(const Json& object, const Json& list, const char* word) {
    JsonPerson person;
    const auto refuse_person = [&](const std::string& what) {
      return refuse(bad_input(name_ + ": person " + std::to_string(people_.size()) + ": " + what));
    };
    if (list.size() > kMostCoordinates) {
      return refuse_person("more than " + std::to_string(kMostCoordinates) + " coordinates");
    }
    if (Status status = flatten(list, word, person.values, person.width); !status) {
      return refuse_person(status.error().message);
    }
    if (const Json* scores = find(object, "keypoint_scores"); scores && scores->is_array()) {
      int width = 0;
      if (Status status = flatten(*scores, "keypoint_scores", person.scores, width); !status) {
        return refuse_person(status.error().message);
      }
    }
    person.is_called_3d = std::string_view(word).ends_with("3d");
    person.frame = frame_key(object);
    person.id = identity(object);
    people_.push_back(std::move(person));
    value_count_ = open_.back().value_count;  // its values are gone
    open_.pop_back();
    return add(Json::binary({}, people_.size() - 1));
  }

  std::string_view text_;
  const WithoutBareNumbers& bare_;
  const std::string& name_;
  std::vector<Open> open_;
  Json document_;
  size_t value_count_ = 0;
  std::vector<JsonPerson> people_;
  Error error_;
};

/// Gives people the frames in which they stand.
class FrameFinder {
 public:
  explicit FrameFinder(KeypointJson& out) : out_(out) {}

  void walk(const Json& document) {
    if (document.is_array()) {
      walk_list(document);
    } else if (document.is_object()) {
      walk_object(document);
    } else if (document.is_binary()) {
      set_frame(document, FrameKey{0.0, ""});
    }
  }

 private:
  void walk_object(const Json& object) {
    for (const char* word : {"fps", "frame_rate", "framerate", "video_fps"}) {
      const Json* value = find(object, word);
      if (value && value->is_number() && value->get<double>() > 0.0) {
        out_.fps = value->get<double>();
        break;
      }
    }
    if (const Json* info = find(object, "info"); info && info->is_object()) {
      if (const Json* fps = find(*info, "fps"); fps && fps->is_number()) {
        out_.fps = std::max(0.0, fps->get<double>());
      }
    }
    const Json* images = find(object, "images");
    const Json* annotations = find(object, "annotations");
    if (images && images->is_array() && annotations && annotations->is_array()) {
      walk_images(*images);
      return;
    }
    for (const char* word : {"frames", "instance_info", "annotations", "data"}) {
      if (const Json* list = find(object, word); list && list->is_array()) {
        walk_list(*list);
        return;
      }
    }
    set_people(object, FrameKey{0.0, ""});
  }

  /// COCO's own shape: people name images by id. Images are frames in the order of their list.
  void walk_images(const Json& images) {
    std::vector<std::pair<double, size_t>> index_of_id;
    for (const Json& image : images) {
      const Json* id = image.is_object() ? find(image, "id") : nullptr;
      if (!id || !id->is_number()) continue;
      index_of_id.emplace_back(id->get<double>(), out_.frames.size());
      out_.frames.push_back({static_cast<double>(out_.frames.size()), ""});
    }
    std::sort(index_of_id.begin(), index_of_id.end());
    for (JsonPerson& person : out_.people) {
      if (!person.frame.number) continue;
      const auto at = std::lower_bound(index_of_id.begin(), index_of_id.end(),
                                       std::pair<double, size_t>(*person.frame.number, 0));
      if (at == index_of_id.end() || at->first != *person.frame.number) {
        person.frame = {};  // an image that is not listed
      } else {
        person.frame = out_.frames[at->second];
      }
    }
    // The ids of annotations count annotations, not people.
    for (JsonPerson& person : out_.people) person.id = -1;
  }

  void walk_list(const Json& list) {
    double index = 0.0;
    for (const Json& item : list) {
      FrameKey key{index++, ""};
      if (item.is_object()) {
        if (const FrameKey own = frame_key(item); !own.is_empty()) key = own;
        set_people(item, key);
        out_.frames.push_back(key);
      } else if (item.is_array()) {
        for (const Json& person : item) set_frame(person, key);
        out_.frames.push_back(key);
      } else {
        set_frame(item, key);  // keeps what the person says of itself
      }
    }
  }

  void set_people(const Json& frame, const FrameKey& key) {
    for (const Json& value : frame) {
      if (value.is_array()) {
        for (const Json& person : value) set_frame(person, key);
      } else {
        set_frame(value, key);
      }
    }
  }

  void set_frame(const Json& person, const FrameKey& key) {
    if (!person.is_binary()) return;
    JsonPerson& p = out_.people[person.get_binary().subtype()];
    if (p.frame.is_empty()) p.frame = key;
  }

  KeypointJson& out_;
};

}  // namespace

Result<KeypointJson> parse_people_json(std::string_view text, const std::string& name) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  try {
    const WithoutBareNumbers bare = replace_bare_numbers(text);
    PeopleBuilder builder(text, bare, name);
    const std::string_view json = bare.count > 0 ? bare.text : text;
    if (!Json::sax_parse(json, &builder)) return builder.error();
    KeypointJson out;
    out.bare_numbers = bare.count;
    out.people = std::move(builder.people());
    FrameFinder(out).walk(builder.document());
    return out;
  } catch (const std::exception& exception) {  // no memory, or a value that is not what it seemed
    return environment_error("cannot read " + name + ": " + exception.what());
  }
}

}  // namespace kinemote::io
